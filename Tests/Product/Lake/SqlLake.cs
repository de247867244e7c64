using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using CrmMilestones.Dataverse.Store;
using CrmMilestones.Scripts;

namespace CrmMilestones.Tests.Lake;

/// <summary>A lake in a database: takes what a link exports, and answers by the files of Scripts/Lake.</summary>
/// <param name="connection">Opened; SQL is its own.</param>
sealed class SqlLake(DbConnection connection)
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "Scripts", "Lake");

    /// <summary>Makes the tables that the files ask besides those of the link.</summary>
    public void Prepare()
    {
        Execute("CREATE TABLE cm_question "
            + "(as_of DATE, from_day DATE, to_day DATE, known_on TIMESTAMP, market_code VARCHAR)");
        Execute("CREATE TABLE cm_calendar (calendar_day DATE)");
    }

    public void Create(LakeTable table) => Execute($"CREATE TABLE {table.Name} ("
        + string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\" {TypeOf(column.Type)}")) + ")");

    public void Append(LakeTable table)
    {
        foreach (var row in table.Rows)
        {
            Insert(table.Name, row);
        }
    }

    public void Insert(string table, IEnumerable<object?> row) =>
        Execute($"INSERT INTO {table} VALUES ({string.Join(", ", row.Select(Literal))})");

    /// <summary>Asks a file of Scripts/Lake.</summary>
    /// <returns>Rows by the names of columns; numbers as long.</returns>
    public List<Dictionary<string, object?>> Ask(
        string file, DateTime asOf, DateTime from, DateTime to, DateTime knownOn, string? market)
    {
        Execute("DELETE FROM cm_question");
        Insert("cm_question", [Day(asOf), Day(from), Day(to), knownOn, market]);
        using var command = connection.CreateCommand();
        command.CommandText = File.ReadAllText(Path.Combine(Folder, file));
        using var reader = command.ExecuteReader();
        List<Dictionary<string, object?>> rows = [];
        while (reader.Read())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount)
                .ToDictionary(reader.GetName, column => Value(reader.GetValue(column))));
        }

        return rows;
    }

    public static DateOnly Day(DateTime moment) => DateOnly.FromDateTime(moment);

    void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static object? Value(object value) => value switch
    {
        DBNull => null,
        string text => text,
        DateOnly day => Text(day),
        DateTime day => Text(Day(day)),
        BigInteger number => (long)number,
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Literal(object? value) => value switch
    {
        null => "NULL",
        bool flag => flag ? "TRUE" : "FALSE",
        DateOnly day => $"'{Text(day)}'",
        DateTime moment => $"'{moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'",
    };

    static string TypeOf(LakeType type) => type switch
    {
        LakeType.WholeNumber => "BIGINT",
        LakeType.Number => "DECIMAL(38, 10)",
        LakeType.FloatNumber => "DOUBLE",
        LakeType.YesNo => "BOOLEAN",
        LakeType.Day => "DATE",
        LakeType.Moment => "TIMESTAMP",
        _ => "VARCHAR",
    };
}
