using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>solution.xml: identity, version and publisher.</summary>
public sealed record SolutionManifest(
    string UniqueName, LocalizedLabels DisplayName, Version Version, bool IsManaged, string Publisher,
    string CustomizationPrefix);

/// <summary>Columns and alternate keys added to a table of another solution.</summary>
public sealed record TableExtension(
    string Table, IReadOnlyList<ColumnDefinition> Columns, IReadOnlyList<AlternateKey> Keys);

/// <summary>A view; <paramref name="QueryType"/> 0 is a public one. Offline templates have no layout.</summary>
public sealed record SavedQuery(
    Guid Id, string Table, LocalizedLabels Name, string FetchXml, string? LayoutXml, int QueryType, bool IsDefault);

/// <summary>A security role.</summary>
public sealed record SecurityRole(Guid Id, string Name, IReadOnlyList<RolePrivilege> Privileges);

/// <summary>A privilege (<c>prvReadAccount</c>) at a depth.</summary>
public sealed record RolePrivilege(string Name, PrivilegeLevel Level);

/// <summary>How far a privilege reaches; the values are the platform's PrivilegeDepth.</summary>
public enum PrivilegeLevel
{
    /// <summary>The user's own rows.</summary>
    Basic = 0,
    /// <summary>Rows of the user's business unit.</summary>
    Local = 1,
    /// <summary>Rows of the business unit and those below it.</summary>
    Deep = 2,
    /// <summary>All rows.</summary>
    Global = 3,
}

/// <summary>A business process flow; <paramref name="UniqueName"/> is also the table of its instances.</summary>
public sealed record ProcessDefinition(
    Guid Id, string UniqueName, LocalizedLabels Name, string PrimaryTable, bool IsActivated,
    IReadOnlyList<ProcessStage> Stages)
{
    /// <summary>Its place among the processes of its table: the lowest is the one that a new row gets.</summary>
    public int Order { get; init; }
}

/// <summary>A stage; <paramref name="Category"/> is the platform's stagecategory.</summary>
public sealed record ProcessStage(Guid Id, LocalizedLabels Name, int Category, IReadOnlyList<ProcessStep> Steps);

/// <summary>A step: a column shown in a stage, and whether the stage gate asks for it.</summary>
public sealed record ProcessStep(Guid Id, LocalizedLabels Name, string Column, bool IsRequired);

/// <summary>A plug-in assembly with its bytes.</summary>
public sealed record PluginAssembly(
    Guid Id, string FullName, ReadOnlyMemory<byte> Content, IReadOnlyList<PluginType> Types);

/// <summary>A registered plug-in class; <paramref name="TypeName"/> is its full name without the assembly.</summary>
public sealed record PluginType(Guid Id, string TypeName);

/// <summary>A step registration.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Message">The message's name (Create, Update ...).</param>
/// <param name="PluginTypeId">The <see cref="PluginType"/> it runs.</param>
/// <param name="Table">The primary table's logical name; null for all tables.</param>
/// <param name="FilteringAttributes">Columns one of which must be sent on Update; empty means any.</param>
/// <param name="Stage">10, 20 or 40.</param>
/// <param name="IsAsync">Whether it runs after the transaction.</param>
/// <param name="Rank">Order within the stage, lowest first.</param>
/// <param name="Configuration">The unsecure configuration.</param>
/// <param name="Images">Its images.</param>
public sealed record PluginStep(
    Guid Id, string Name, string Message, Guid PluginTypeId, string? Table, IReadOnlyList<string> FilteringAttributes,
    int Stage, bool IsAsync, int Rank, string? Configuration, IReadOnlyList<StepImage> Images);

/// <summary>What the row was or became, as handed to a step.</summary>
/// <param name="Id">The image's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Alias">The key in the image collections.</param>
/// <param name="Kind">Before or after the write.</param>
/// <param name="Columns">The columns it holds; empty means all.</param>
/// <param name="MessageProperty">The request property that names the row (Target, Id ...).</param>
public sealed record StepImage(
    Guid Id, string Name, string Alias, StepImageKind Kind, IReadOnlyList<string> Columns, string MessageProperty);

/// <summary>The platform's image types.</summary>
public enum StepImageKind
{
    /// <summary>Before the write.</summary>
    Pre = 0,
    /// <summary>After the write.</summary>
    Post = 1,
    /// <summary>Both.</summary>
    Both = 2,
}
