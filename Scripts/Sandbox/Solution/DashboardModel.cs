using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>A dashboard as a solution describes it: the tabs of a form, filled with lists and charts.</summary>
public sealed record DashboardModel(Guid Id, LocalizedLabels Name, IReadOnlyList<FormTab> Tabs);

/// <summary>Reads the dashboards of customizations.xml.</summary>
public static class DashboardReader
{
    /// <summary>All dashboards of a solution.</summary>
    /// <param name="customizations">The root of customizations.xml.</param>
    public static IEnumerable<DashboardModel> Read(XElement customizations) =>
        from dashboard in customizations.Elements("Dashboards").Elements("Dashboard")
        let id = XmlValues.Id(dashboard, "FormId")
        where id is not null
        select new DashboardModel(
            id.Value, XmlValues.Labels(dashboard, "LocalizedNames"),
            [
                .. dashboard.Elements("FormXml").Elements("forms").Elements("form").Elements("tabs").Elements("tab")
                    .Select(FormReader.Tab),
            ]);
}
