using System;
using System.Collections.Generic;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>
/// A prepared SQL statement that runs again and again. Goes past Microsoft.Data.Sqlite's commands, which look every
/// parameter up by its name and every column's type by asking anew: half of what a small statement costs.
/// </summary>
sealed class Statement : IDisposable
{
    const int ShortText = 512;

    readonly sqlite3 _connection;
    readonly sqlite3_stmt _statement;
    readonly int[] _places;

    /// <summary>Prepares it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">One statement, its parameters named <see cref="Database.Parameter"/>.</param>
    /// <param name="parameters">How many parameters it is given.</param>
    internal Statement(sqlite3 connection, string sql, int parameters)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out _statement));
        _places = new int[parameters];
        for (var i = 0; i < parameters; i++)
        {
            _places[i] = raw.sqlite3_bind_parameter_index(_statement, Database.Parameter(i));
        }
    }

    /// <summary>Runs it, and returns the number of rows it changed.</summary>
    internal int Execute(IReadOnlyList<object?> parameters)
    {
        try
        {
            Bind(parameters);
            while (Step())
            {
            }

            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs it, and returns its rows, as SQLite stores them; of most so many.</summary>
    internal List<object?[]> Rows(IReadOnlyList<object?> parameters, int most = int.MaxValue)
    {
        List<object?[]> rows = [];
        try
        {
            Bind(parameters);
            while (rows.Count < most && Step())
            {
                var row = new object?[raw.sqlite3_column_count(_statement)];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = Value(i);
                }

                rows.Add(row);
            }
        }
        finally
        {
            Reset();
        }

        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    object? Value(int column) => raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(_statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(_statement, column),
        _ => raw.sqlite3_column_text(_statement, column).utf8_to_string(),
    };

    void Bind(IReadOnlyList<object?> parameters)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            // A parameter that the statement doesn't name is given in vain.
            if (_places[i] == 0)
            {
                continue;
            }

            Check(parameters[i] switch
            {
                null => raw.sqlite3_bind_null(_statement, _places[i]),
                string text => Bind(_places[i], text),
                long number => raw.sqlite3_bind_int64(_statement, _places[i], number),
                int number => raw.sqlite3_bind_int64(_statement, _places[i], number),
                bool flag => raw.sqlite3_bind_int64(_statement, _places[i], flag ? 1 : 0),
                double number => raw.sqlite3_bind_double(_statement, _places[i], number),
                var other => throw new ArgumentException($"SQLite stores no {other.GetType()}.", nameof(parameters)),
            });
        }
    }

    /// <summary>The library's own way for texts leaves an array of bytes behind each.</summary>
    int Bind(int place, string text)
    {
        // No bytes at all are to SQLite no value.
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(_statement, place, text);
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = most <= ShortText ? stackalloc byte[ShortText] : new byte[most];
        return raw.sqlite3_bind_text(_statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>Its result is that of the step before, which has been told of.</summary>
    void Reset() => _ = raw.sqlite3_reset(_statement);

    void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
