using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.People;
using CrmMilestones.Sandbox.Solution;

namespace CrmMilestones.Sandbox.App.Window;

/// <summary>What a browser's window shows: the environment, as a person and in a language.</summary>
/// <param name="sandbox">The environment.</param>
/// <param name="solution">What people see of its solutions.</param>
/// <param name="person">The person.</param>
/// <param name="language">The LCID.</param>
public sealed class AppSession(
    SandboxEnvironment sandbox, SolutionModel solution, SandboxPerson person, int language)
{
    const string Administrator = "System Administrator";

    readonly Dictionary<string, Guid> _shown = [];

    /// <summary>The languages that the app itself speaks.</summary>
    internal static IReadOnlyList<int> Languages { get; } = [1033, 3082];

    internal SandboxEnvironment Sandbox { get; } = sandbox;

    internal SolutionModel Solution { get; } = solution;

    internal int Language { get; } = language;

    internal AppTexts Texts { get; } = AppTexts.In(language);

    /// <summary>The apps that the person's role sees, by name.</summary>
    internal IReadOnlyList<AppModel> Apps =>
    [
        .. Solution.Apps
            .Where(app => app.Roles.Count == 0 || app.Roles.Contains(person.RoleId) || person.Role == Administrator)
            .OrderBy(NameOf, StringComparer.Create(CultureInfo.GetCultureInfo(Language), ignoreCase: true)),
    ];

    internal AppModel? App(string uniqueName) => Apps.FirstOrDefault(app => app.UniqueName == uniqueName);

    internal string NameOf(AppModel app) => Text(app.Name, app.UniqueName);

    /// <summary>A label in the person's language, or another text where there is none.</summary>
    internal string Text(LocalizedLabels labels, string otherwise) =>
        labels.In(Language) is { Length: > 0 } text ? text : otherwise;

    /// <summary>What forms, views and charts need to know, with addresses within an app.</summary>
    internal AppEnvironment In(string app) => new(
        Sandbox.Host, Sandbox.ServiceFor(person, Language), person.Id, person.Name, [person.RoleId], Language,
        Solution.Forms, Sandbox.Clock, (table, id) => $"/app/{app}/form/{table}{(id is null ? "" : $"/{id}")}");

    /// <summary>The areas of an app with the entries that the person's rights let them see.</summary>
    internal IReadOnlyList<SiteMapArea> AreasOf(AppModel app) =>
    [
        .. from area in app.Areas
           let groups = area.Groups
               .Select(known => known with { SubAreas = [.. known.SubAreas.Where(IsVisible)] })
               .Where(known => known.SubAreas.Count > 0).ToList()
           where groups.Count > 0
           select area with { Groups = groups },
    ];

    internal string TitleOf(SiteMapSubArea entry) => entry.Title.In(Language) is { Length: > 0 } title ? title
        : entry.Target.Table is { } table && Sandbox.Host.Catalog.TryGetTable(table, out var definition)
            ? Text(definition.CollectionName, table)
        : entry.Target.Table ?? entry.Id;

    /// <summary>Where an entry of an app's site map leads.</summary>
    internal string AddressOf(AppModel app, SiteMapSubArea entry)
    {
        var inApp = $"/app/{app.UniqueName}";
        var target = entry.Target;
        return target.Dashboard is { } dashboard ? $"{inApp}/dashboard/{dashboard}"
            : target.WebResource is { } name ? $"{inApp}/page/{name}"
            : target.Table is { } table && Sandbox.Host.Catalog.TryGetTable(table, out _)
                ? ViewAddress(app.UniqueName, table, target.View)
            : $"{inApp}/entry/{entry.Id}";
    }

    /// <summary>The first entry of an app, or of the first app that has one; null where there is none.</summary>
    internal string? FirstAddress(string? app) => Apps
        .Where(known => app is null || known.UniqueName == app)
        .SelectMany(known => AreasOf(known).Take(1), (known, area) => AddressOf(known, area.Groups[0].SubAreas[0]))
        .FirstOrDefault();

    internal static string ViewAddress(string app, string table, Guid? view) =>
        $"/app/{app}/view/{table}{(view is null ? "" : $"/{view}")}";

    /// <summary>The views of a table among which people choose in an app, by name.</summary>
    internal IReadOnlyList<ViewModel> ViewsOf(AppModel app, string table) =>
    [
        .. Named(app, Solution.Views.Values
                .Where(view => view.Table == table && view.Type == ViewModel.PublicType && !view.IsQuickFind),
            view => view.Id)
            .OrderBy(view => Text(view.Name, ""), StringComparer.Create(CultureInfo.GetCultureInfo(Language), true)),
    ];

    /// <summary>The view of a table that an app opens by itself: the table's own default, or where its site map leads.</summary>
    internal ViewModel? DefaultViewOf(AppModel app, string table)
    {
        var led = app.Areas.SelectMany(area => area.Groups).SelectMany(group => group.SubAreas)
            .Select(entry => entry.Target).FirstOrDefault(target => target.Table == table && target.View is not null);
        return ViewsOf(app, table).OrderByDescending(view => view.IsDefault)
            .ThenByDescending(view => view.Id == led?.View).FirstOrDefault();
    }

    /// <summary>Remembers where a form leads back to.</summary>
    internal void Shows(ViewModel view) => _shown[view.Table] = view.Id;

    /// <summary>The view in which the window showed a table last; null for none.</summary>
    internal Guid? LastViewOf(string table) => _shown.TryGetValue(table, out var view) ? view : null;

    /// <summary>The charts of a table among which people choose in an app, by name.</summary>
    internal IReadOnlyList<ChartModel> ChartsOf(AppModel app, string table) =>
    [
        .. Named(app, Solution.Charts.Values.Where(chart => chart.Table == table), chart => chart.Id)
            .OrderBy(chart => Text(chart.Name, ""), StringComparer.Create(CultureInfo.GetCultureInfo(Language), true)),
    ];

    internal bool MayUse(string right, string table) => Sandbox.Host.MayUse(person.Id, right, table);

    /// <summary>Those that an app names; all, where it names none.</summary>
    static List<T> Named<T>(AppModel app, IEnumerable<T> all, Func<T, Guid> id)
    {
        var list = all.ToList();
        var named = list.Where(one => app.Components.Contains(id(one))).ToList();
        return named.Count > 0 ? named : list;
    }

    bool IsVisible(SiteMapSubArea entry) =>
        entry.Privileges.All(privilege => MayUse(privilege.Right, privilege.Table))
        && (entry.Target.Table is not { } table || !Sandbox.Host.Catalog.TryGetTable(table, out _)
            || MayUse("Read", table));
}
