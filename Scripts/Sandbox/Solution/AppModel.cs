using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>A model-driven app as a solution describes it.</summary>
/// <param name="UniqueName">Its unique name.</param>
/// <param name="Name">What people see.</param>
/// <param name="Areas">The areas of its site map.</param>
public sealed record AppModel(string UniqueName, LocalizedLabels Name, IReadOnlyList<SiteMapArea> Areas)
{
    /// <summary>The roles that see it; none means everybody.</summary>
    public IReadOnlySet<Guid> Roles { get; init; } = new HashSet<Guid>();

    /// <summary>The forms, dashboards, views and charts that it names; a table of which it names none has all.</summary>
    public IReadOnlySet<Guid> Components { get; init; } = new HashSet<Guid>();
}

/// <summary>An area of a site map.</summary>
public sealed record SiteMapArea(string Id, LocalizedLabels Title, IReadOnlyList<SiteMapGroup> Groups);

/// <summary>A group of an area.</summary>
public sealed record SiteMapGroup(string Id, LocalizedLabels Title, IReadOnlyList<SiteMapSubArea> SubAreas);

/// <summary>An entry of a site map.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What people see; empty where the table's name stands for it.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Privileges">What only people with these privileges see.</param>
public sealed record SiteMapSubArea(
    string Id, LocalizedLabels Title, SiteMapTarget Target, IReadOnlyList<SiteMapPrivilege> Privileges);

/// <summary>Where an entry of a site map leads: the first of these that is there.</summary>
/// <param name="Dashboard">A dashboard.</param>
/// <param name="WebResource">A web resource.</param>
/// <param name="Table">A table's views.</param>
/// <param name="View">The view to begin with; null for the table's own default.</param>
/// <param name="Address">What it says besides, by which a target that can't be drawn is named.</param>
public sealed record SiteMapTarget(
    Guid? Dashboard, string? WebResource, string? Table, Guid? View, string Address);

/// <summary>A right on a table, such as Write.</summary>
public sealed record SiteMapPrivilege(string Table, string Right);
