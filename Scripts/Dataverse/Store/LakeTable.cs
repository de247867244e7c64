using System.Collections.Generic;

namespace CrmMilestones.Dataverse.Store;

/// <summary>The types of columns in a lake.</summary>
public enum LakeType
{
    /// <summary>Text and ids: <see cref="string"/>.</summary>
    Text,
    /// <summary>Whole numbers and choices: <see cref="long"/>.</summary>
    WholeNumber,
    /// <summary>Decimal numbers and money: <see cref="decimal"/>.</summary>
    Number,
    /// <summary>Floating point: <see cref="double"/>.</summary>
    FloatNumber,
    /// <summary><see cref="bool"/>.</summary>
    YesNo,
    /// <summary>A calendar day: <see cref="System.DateOnly"/>.</summary>
    Day,
    /// <summary>A point in time, UTC: <see cref="System.DateTime"/>.</summary>
    Moment,
}

/// <summary>A column of a lake's table.</summary>
public sealed record LakeColumn(string Name, LakeType Type);

/// <summary>Rows that go into a table of a lake, as Link to Fabric and Synapse Link write them.</summary>
/// <param name="Name">The table's logical name.</param>
/// <param name="Columns">Those of the link, then those of the table.</param>
/// <param name="Rows">Values in the order of the columns.</param>
public sealed record LakeTable(
    string Name, IReadOnlyList<LakeColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
