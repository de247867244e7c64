using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>An open SQLite connection with the collations and functions that queries use, and its statements.</summary>
sealed class Database : IDisposable
{
    /// <summary>SQLite's code for a file that is something else.</summary>
    const int NotADatabase = 26;

    /// <summary>So long a statement waits for another program that has the file.</summary>
    const int BusyMilliseconds = 30_000;

    readonly SqliteConnection _connection;
    readonly Dictionary<string, Statement> _prepared = new(StringComparer.Ordinal);

    internal Database(string? path, bool isDurable = true)
    {
        Icu.Require();
        IsExclusive = path is null || !isDurable;
        _connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path ?? ":memory:",
            Pooling = false,
        }.ToString());
        _connection.Open();
        raw.sqlite3_busy_timeout(_connection.Handle, BusyMilliseconds);
        if (!isDurable)
        {
            Execute("PRAGMA synchronous = OFF");
            Execute("PRAGMA journal_mode = MEMORY");
            Execute("PRAGMA locking_mode = EXCLUSIVE");
        }

        AddCollation(Collation.Text, (_, left, right) => Collation.CompareText(left, right));
        AddCollation(Collation.Number, (_, left, right) => Collation.CompareNumbers(left, right));
        _connection.CreateFunction<string?, string?, bool?>("dv_like",
            (text, pattern) => text is null || pattern is null ? null : Collation.IsLike(text, pattern),
            isDeterministic: true);
        _connection.CreateFunction<string?, string, bool, int?>("dv_datepart",
            (date, part, isUserLocal) => date is null ? null : DateParts.Of(date, part, isUserLocal ? Zone : null));
        _connection.CreateAggregate<string?, (decimal Sum, long Count), string?>("dv_sum", default, Add,
            total => total.Count == 0 ? null : total.Sum.ToString(CultureInfo.InvariantCulture));
        _connection.CreateAggregate<string?, (decimal Sum, long Count), string?>("dv_avg", default, Add,
            total => total.Count == 0 ? null : (total.Sum / total.Count).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whether a file is a database with a table of this name; looks, and writes nothing of its own.</summary>
    internal static bool HoldsTable(string path, string table)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // What a killed process left half written must be taken back before it can be read.
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $0";
            command.Parameters.AddWithValue(Parameter(0), table);
            return command.ExecuteScalar() is > 0L;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NotADatabase)
        {
            return false;
        }
    }

    /// <summary>Takes all tables and rows of another database over; this one must be new.</summary>
    internal void TakeFrom(Database other) => other._connection.BackupDatabase(_connection);

    /// <summary>The zone in which dv_datepart takes user-local dates apart; set for the query that runs.</summary>
    internal TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Whether no other program can write, as long as this one has it.</summary>
    internal bool IsExclusive { get; }

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    internal int Execute(string sql, params IReadOnlyList<object?> parameters) =>
        Prepare(sql, parameters.Count).Execute(parameters);

    /// <summary>The first column of the first row, null when there is none.</summary>
    internal object? Scalar(string sql, params IReadOnlyList<object?> parameters) =>
        Prepare(sql, parameters.Count).Rows(parameters, most: 1) is [[var value, ..]] ? value : null;

    /// <summary>All rows of a query, as SQLite stores them.</summary>
    internal List<object?[]> Rows(string sql, params IReadOnlyList<object?> parameters) =>
        Prepare(sql, parameters.Count).Rows(parameters);

    /// <summary>The same of a text that becomes a string only where its statement isn't known.</summary>
    internal List<object?[]> Rows(ref DefaultInterpolatedStringHandler sql, params IReadOnlyList<object?> parameters)
    {
        var statement = Prepare(sql.Text, parameters.Count);
        sql.Clear();
        return statement.Rows(parameters);
    }

    /// <summary>The placeholder of a parameter.</summary>
    internal static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"${index}");

    /// <summary>An SQL identifier; names come from metadata, never from values.</summary>
    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    /// <summary>Past Microsoft.Data.Sqlite, which makes two strings for each comparison.</summary>
    void AddCollation(string name, delegate_collation compare) => SqliteException.ThrowExceptionForRC(
        raw.sqlite3__create_collation_utf8(_connection.Handle, name, null, compare), _connection.Handle);

    static (decimal Sum, long Count) Add((decimal Sum, long Count) total, string? value) =>
        value is null ? total : (total.Sum + Collation.ParseNumber(value), total.Count + 1);

    /// <summary>Statements are kept, as the same few run again and again.</summary>
    Statement Prepare(ReadOnlySpan<char> sql, int parameters)
    {
        var prepared = _prepared.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!prepared.TryGetValue(sql, out var statement))
        {
            if (_prepared.Count >= PreparedStatements)
            {
                Forget();
            }

            prepared[sql] = statement = new(_connection.Handle!, sql.ToString(), parameters);
        }

        return statement;
    }

    const int PreparedStatements = 500;

    void Forget()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        _prepared.Clear();
    }
}
