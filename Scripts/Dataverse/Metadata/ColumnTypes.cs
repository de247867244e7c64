using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>The types of columns in the words of solution files.</summary>
static class ColumnTypes
{
    internal static FrozenDictionary<string, ColumnType> ByWord { get; } = new Dictionary<string, ColumnType>
    {
        ["primarykey"] = ColumnType.Id,
        ["uniqueidentifier"] = ColumnType.Id,
        ["nvarchar"] = ColumnType.Text,
        ["ntext"] = ColumnType.Memo,
        ["int"] = ColumnType.WholeNumber,
        ["bigint"] = ColumnType.BigNumber,
        ["decimal"] = ColumnType.DecimalNumber,
        ["float"] = ColumnType.FloatNumber,
        ["money"] = ColumnType.Currency,
        ["bit"] = ColumnType.YesNo,
        ["datetime"] = ColumnType.DateAndTime,
        ["picklist"] = ColumnType.Choice,
        ["state"] = ColumnType.State,
        ["status"] = ColumnType.Status,
        ["lookup"] = ColumnType.Lookup,
        ["customer"] = ColumnType.Lookup,
        ["owner"] = ColumnType.Owner,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
