using System;
using System.Collections.Generic;

namespace CrmMilestones.Dataverse.Import;

/// <summary>A Custom API: a message of its own. The numbers of its enums are the platform's.</summary>
public sealed record CustomApi(string UniqueName)
{
    /// <summary>What people see.</summary>
    public string DisplayName { get; init; } = UniqueName;

    /// <summary>What it is about.</summary>
    public CustomApiBinding Binding { get; init; }

    /// <summary>The table that it is bound to; null for a global one.</summary>
    public string? BoundTable { get; init; }

    /// <summary>Whether it reads only and is called by GET.</summary>
    public bool IsFunction { get; init; }

    /// <summary>Whether plug-ins may not call it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether workflows may call it.</summary>
    public bool IsForWorkflows { get; init; }

    /// <summary>The steps that others may register on it.</summary>
    public AllowedSteps AllowedSteps { get; init; }

    /// <summary>The privilege that its callers need; null for none.</summary>
    public string? ExecutePrivilege { get; init; }

    /// <summary>The <see cref="PluginType"/> that is its main operation; null for a mere event.</summary>
    public Guid? PluginTypeId { get; init; }

    /// <summary>What callers send, without the implicit Target.</summary>
    public IReadOnlyList<CustomApiField> Parameters { get; init; } = [];

    /// <summary>What callers get.</summary>
    public IReadOnlyList<CustomApiField> Properties { get; init; } = [];
}

/// <summary>A request parameter or response property of a Custom API.</summary>
/// <param name="Name">Its unique name, the key among the parameters.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Table">The table of an entity or a reference; null for any.</param>
/// <param name="IsOptional">Whether a caller may leave it out.</param>
public sealed record CustomApiField(string Name, CustomApiType Type, string? Table = null, bool IsOptional = false);

/// <summary>What a Custom API is about.</summary>
public enum CustomApiBinding
{
    /// <summary>Nothing in particular.</summary>
    Global = 0,
    /// <summary>A row, which callers name as Target.</summary>
    Row = 1,
    /// <summary>The rows of a table as a whole.</summary>
    Rows = 2,
}

/// <summary>Which steps a Custom API takes.</summary>
public enum AllowedSteps
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Asynchronous ones.</summary>
    Asynchronous = 1,
    /// <summary>Any.</summary>
    All = 2,
}

/// <summary>What a parameter or property of a Custom API holds.</summary>
public enum CustomApiType
{
    /// <summary><see cref="bool"/>.</summary>
    YesNo = 0,
    /// <summary><see cref="System.DateTime"/>.</summary>
    DateAndTime = 1,
    /// <summary><see cref="decimal"/>.</summary>
    DecimalNumber = 2,
    /// <summary><see cref="Microsoft.Xrm.Sdk.Entity"/>.</summary>
    Row = 3,
    /// <summary><see cref="Microsoft.Xrm.Sdk.EntityCollection"/>.</summary>
    Rows = 4,
    /// <summary><see cref="Microsoft.Xrm.Sdk.EntityReference"/>.</summary>
    Lookup = 5,
    /// <summary><see cref="double"/>.</summary>
    FloatNumber = 6,
    /// <summary><see cref="int"/>.</summary>
    WholeNumber = 7,
    /// <summary><see cref="Microsoft.Xrm.Sdk.Money"/>.</summary>
    Currency = 8,
    /// <summary><see cref="Microsoft.Xrm.Sdk.OptionSetValue"/>.</summary>
    Choice = 9,
    /// <summary><see cref="string"/>.</summary>
    Text = 10,
    /// <summary>An array of <see cref="string"/>.</summary>
    Texts = 11,
    /// <summary><see cref="System.Guid"/>.</summary>
    Id = 12,
}
