using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>A table that a query has joined.</summary>
/// <param name="Alias">Its name in the query; null for the root.</param>
/// <param name="Table">Its metadata.</param>
/// <param name="SqlAlias">Its name in SQL.</param>
sealed record QuerySource(string? Alias, TableDefinition Table, string SqlAlias)
{
    /// <summary>The SQL of a column.</summary>
    internal string Sql(ColumnDefinition column) => $"{SqlAlias}.{Database.Quote(column.LogicalName)}";

    /// <summary>The SQL of the column that says which table a polymorphic lookup points to.</summary>
    internal string SqlOfTarget(ColumnDefinition column) =>
        $"{SqlAlias}.{Database.Quote(ValueCodec.TypeColumn(column))}";

    /// <summary>The SQL of all that is stored of a column.</summary>
    internal string[] SqlOfAll(ColumnDefinition column) =>
        column.IsPolymorphic ? [Sql(column), SqlOfTarget(column)] : [Sql(column)];

    /// <summary>The key of a column in the results.</summary>
    internal string Key(string name) => Alias is null ? name : $"{Alias}.{name}";
}

/// <summary>The tables that a query has joined, by alias.</summary>
sealed class QuerySources
{
    readonly Dictionary<string, QuerySource> _byAlias = new(StringComparer.OrdinalIgnoreCase);
    readonly List<QuerySource> _all = [];
    readonly HashSet<QuerySource> _left = [];

    /// <summary>Adds a table; its alias must be new.</summary>
    internal QuerySource Add(string? alias, TableDefinition table)
    {
        var source = new QuerySource(alias, table, string.Create(CultureInfo.InvariantCulture, $"t{_all.Count}"));
        _all.Add(source);
        if (!_byAlias.TryAdd(alias ?? table.LogicalName, source) && alias is not null)
        {
            throw Ambiguous(alias);
        }

        return source;
    }

    /// <summary>What follows can't name the table, whose existence alone counts; its alias stays taken.</summary>
    internal void Leave(QuerySource source) => _left.Add(source);

    internal static FaultException<OrganizationServiceFault> Ambiguous(string alias) =>
        Faults.Create(Faults.QueryBuilderInvalidAlias, $"The alias '{alias}' is used more than once.");

    /// <summary>
    /// The table with an alias, or the one link to the table of that name; only tables joined so far are known.
    /// </summary>
    internal QuerySource ByAlias(string alias) =>
        _byAlias.TryGetValue(alias, out var source) && !_left.Contains(source) ? source
        : _all.Where(known => known.Table.LogicalName == alias && !_left.Contains(known)).ToList() switch
        {
            [var single] => single,
            [] => throw Faults.Create(Faults.QueryBuilderInvalidAlias,
                $"The query has no linked table with the alias '{alias}' at this place."),
            _ => throw Faults.Create(Faults.QueryBuilderInvalidAlias,
                $"The query has several links to the table '{alias}'; name one by its alias."),
        };
}

/// <summary>The parameters of a statement; values never become part of its text.</summary>
sealed class SqlParameters
{
    readonly List<object?> _values = [];

    internal IReadOnlyList<object?> Values => _values;

    /// <summary>Adds a value and returns its placeholder.</summary>
    internal string Add(object? value)
    {
        _values.Add(value);
        return Database.Parameter(_values.Count - 1);
    }
}
