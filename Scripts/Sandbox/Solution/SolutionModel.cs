using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>What people see of the solutions of an environment; a later one replaces what an earlier one brought.</summary>
public sealed class SolutionModel
{
    readonly Dictionary<Guid, ViewModel> _views = [];
    readonly Dictionary<Guid, ChartModel> _charts = [];
    readonly Dictionary<Guid, DashboardModel> _dashboards = [];
    readonly Dictionary<Guid, FormModel> _forms = [];
    readonly Dictionary<string, AppModel> _apps = [];
    readonly Dictionary<string, string> _icons = [];
    readonly Dictionary<string, WebResource> _webResources = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The apps.</summary>
    public IReadOnlyCollection<AppModel> Apps => _apps.Values;

    /// <summary>The views.</summary>
    public IReadOnlyDictionary<Guid, ViewModel> Views => _views;

    /// <summary>The charts.</summary>
    public IReadOnlyDictionary<Guid, ChartModel> Charts => _charts;

    /// <summary>The dashboards.</summary>
    public IReadOnlyDictionary<Guid, DashboardModel> Dashboards => _dashboards;

    /// <summary>The forms.</summary>
    public IReadOnlyList<FormModel> Forms => [.. _forms.Values];

    /// <summary>The web resources that are tables' icons, by table.</summary>
    public IReadOnlyDictionary<string, string> Icons => _icons;

    /// <summary>The web resources by name.</summary>
    public IReadOnlyDictionary<string, WebResource> WebResources => _webResources;

    /// <summary>Reads solutions in the order of their import.</summary>
    public static SolutionModel Read(IEnumerable<byte[]> zips)
    {
        SolutionModel model = new();
        List<XElement> solutions = [];
        foreach (var zip in zips)
        {
            using ZipArchive archive = new(new MemoryStream(zip));
            solutions.Add(XElement.Parse(System.Text.Encoding.UTF8.GetString(
                Content(archive, "customizations.xml") ?? []).TrimStart('\uFEFF')));
            model.Add(solutions[^1], archive);
        }

        foreach (var form in FormReader.Read(solutions))
        {
            model._forms[form.Id] = form;
        }

        return model;
    }

    void Add(XElement customizations, ZipArchive archive)
    {
        foreach (var app in AppReader.Read(customizations))
        {
            _apps[app.UniqueName] = app;
        }

        foreach (var view in ViewReader.Read(customizations))
        {
            _views[view.Id] = view;
        }

        foreach (var chart in ChartReader.Read(customizations))
        {
            _charts[chart.Id] = chart;
        }

        foreach (var dashboard in DashboardReader.Read(customizations))
        {
            _dashboards[dashboard.Id] = dashboard;
        }

        foreach (var entity in customizations.Elements("Entities").Elements("Entity"))
        {
            var info = entity.Element("EntityInfo")?.Element("entity");
            if (info?.Element("IconVectorName")?.Value is { Length: > 0 } icon)
            {
                _icons[SchemaNames.Logical(entity.Element("Name")?.Value ?? "")] = icon;
            }
        }

        foreach (var resource in customizations.Elements("WebResources").Elements("WebResource"))
        {
            if (resource.Element("Name")?.Value is { } name
                && Content(archive, resource.Element("FileName")?.Value.TrimStart('/') ?? "") is { } content)
            {
                _webResources[name] = new(name, resource.Element("WebResourceType")?.Value ?? "", content);
            }
        }
    }

    static byte[]? Content(ZipArchive archive, string part)
    {
        var entry = archive.Entries.FirstOrDefault(
            entry => string.Equals(entry.FullName, part, StringComparison.OrdinalIgnoreCase));
        if (entry is null)
        {
            return null;
        }

        using var opened = entry.Open();
        using MemoryStream content = new();
        opened.CopyTo(content);
        return content.ToArray();
    }
}

/// <summary>A web resource.</summary>
/// <param name="Name">Its name, such as cm_/html/page.html.</param>
/// <param name="Type">Its type as the platform numbers them.</param>
/// <param name="Content">Its bytes.</param>
public sealed record WebResource(string Name, string Type, byte[] Content)
{
    /// <summary>As what a browser takes it.</summary>
    public string MediaType => Type switch
    {
        "1" => "text/html; charset=utf-8",
        "2" => "text/css; charset=utf-8",
        "3" => "text/javascript; charset=utf-8",
        "4" => "text/xml; charset=utf-8",
        "5" => "image/png",
        "6" => "image/jpeg",
        "7" => "image/gif",
        "10" => "image/x-icon",
        "11" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
