using System;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Store;
using CrmMilestones.Tests.Lake;
using Microsoft.Data.Sqlite;

namespace CrmMilestones.Simulation.Checks;

/// <summary>A lake that takes what the environment exports, and counts by the SQL of Scripts/Lake.</summary>
sealed class LakeCount : IDisposable
{
    readonly SqliteConnection _connection = new("Data Source=:memory:");
    readonly SqlLake _lake;
    readonly LakeLink _link;
    bool _isPrepared;

    public LakeCount(DataverseHost host)
    {
        _connection.Open();
        (_lake, _link) = (new(_connection), host.LinkToLake("cm_statusperiod", "cm_market"));
    }

    public void Dispose() => _connection.Dispose();

    public (int Active, int Billable, int OnHold, string ByMarket) Count(DateOnly day, DateTime knownOn, string? market)
    {
        foreach (var table in _link.Next(knownOn))
        {
            if (!_isPrepared)
            {
                _lake.Create(table);
            }

            _lake.Append(table);
        }

        if (!_isPrepared)
        {
            _lake.Prepare();
            _isPrepared = true;
        }

        var asOf = day.ToDateTime(TimeOnly.MinValue);
        var rows = _lake.Ask("as-of-count.sql", asOf, asOf, asOf, knownOn, market);
        var all = rows.Single(row => Equals(row["market_code"], "all"));
        rows.Remove(all);
        return (
            (int)(long)all["active"]!, (int)(long)all["billable"]!, (int)(long)all["on_hold"]!,
            "{" + string.Join(",", rows.OrderBy(row => (string)row["market_code"]!, StringComparer.Ordinal).Select(
                row => $"\"{row["market_code"]}\":{{\"active\":{row["active"]},\"billable\":{row["billable"]},"
                    + $"\"onHold\":{row["on_hold"]}}}")) + "}");
    }
}
