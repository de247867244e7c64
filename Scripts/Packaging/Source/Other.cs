using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>
/// A line that lists a component: in the manifest as a member of the solution, in an app as a part of it.
/// </summary>
public sealed record ListedComponent(XElement Xml) : Component(Xml)
{
    /// <summary>
    /// The platform's component type: 1 table, 9 choice, 20 role, 29 process, 91 assembly, 92 step, ...
    /// </summary>
    public string Type => Xml.Attr("type");

    /// <summary>What identifies the component among those of its type: its id, or its schema name.</summary>
    public string Key => Xml.Attribute("id") is { } id ? id.Value.AsId() : Xml.Attr("schemaName");
}

/// <summary>A security role.</summary>
public sealed record SourceRole(XElement Xml) : Component(Xml)
{
    public string Id => Xml.Attr("id").AsId();

    public string Name => Xml.Attr("name");

    public IReadOnlyList<SourcePrivilege> Privileges { get; } =
        [.. Xml.Items("RolePrivileges", "RolePrivilege").Select(x => new SourcePrivilege(x))];
}

/// <summary>A privilege that a role grants.</summary>
public sealed record SourcePrivilege(XElement Xml) : Component(Xml)
{
    /// <summary>prv, verb, and the table's schema name.</summary>
    public string Name => Xml.Attr("name");

    /// <summary>Basic, Local, Deep or Global.</summary>
    public string Level => Xml.Attr("level");
}
