using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Store;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Lake;

/// <summary>What the host's link exports, as Link to Fabric and Synapse Link do.</summary>
public sealed class LakeLayoutTests : IDisposable
{
    static readonly DateTime Monday = new(2026, 3, 16, 9, 0, 0, DateTimeKind.Utc), Tuesday = Monday.AddDays(1);

    readonly Crm _crm = new();

    readonly LakeLink _link;

    public LakeLayoutTests() => _link = ((TestEnvironment)_crm.Host).Embedded.LinkToLake("account");

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void Columns_have_logical_names_and_lookups_their_table_beside_them()
    {
        var id = _crm.Host.System.Create(new Entity("account")
        {
            ["name"] = "Contoso Dental",
            ["cm_marketid"] = new EntityReference("cm_market", _crm.Market),
            ["cm_lifecyclestage"] = new OptionSetValue(727000000),
            ["cm_agreementsignedon"] = new DateTime(2026, 3, 1),
        });

        var row = Single(_link.Next(Monday), id);

        Assert.Equal(
            ["Id", "SinkCreatedOn", "SinkModifiedOn", "IsDelete", "PartitionId"], row.Keys.Take(5));
        Assert.Equal(
            (Monday, Monday, (object?)null), (row["SinkCreatedOn"], row["SinkModifiedOn"], row["IsDelete"]));
        Assert.Equal(
            (_crm.Market.ToString("D"), "cm_market"), (row["cm_marketid"], row["cm_marketid_entitytype"]));
        Assert.Equal("systemuser", row["ownerid_entitytype"]);
        Assert.Equal(
            (727000000L, new DateOnly(2026, 3, 1), false),
            (row["cm_lifecyclestage"], row["cm_agreementsignedon"], row["cm_billinghold"]));
        Assert.Equal((null, null), (row["cm_serviceownerid"], row["cm_serviceownerid_entitytype"]));
        Assert.IsType<DateTime>(row["createdon"]);
        Assert.IsType<long>(row["versionnumber"]);
    }

    [Fact]
    public void Only_what_changed_goes_out_again_and_what_was_deleted_is_flagged()
    {
        var (kept, changed, deleted) = (Create(), Create(), Create());
        var first = Single(_link.Next(Monday), changed);

        _crm.Host.System.Update(new Entity("account", changed) { ["name"] = "Fabrikam" });
        _crm.Host.System.Delete("account", deleted);
        var next = _link.Next(Tuesday);

        Assert.DoesNotContain(next.Single().Rows, row => row.Contains(kept.ToString("D")));
        var second = Single(next, changed);
        Assert.Equal(
            (Monday, Tuesday, "Fabrikam"), (second["SinkCreatedOn"], second["SinkModifiedOn"], second["name"]));
        Assert.True((long)second["versionnumber"]! > (long)first["versionnumber"]!);
        Assert.Equal(true, Single(next, deleted)["IsDelete"]);
        Assert.Empty(_link.Next(Tuesday).Single().Rows);
    }

    Guid Create() => _crm.Host.System.Create(new Entity("account") { ["name"] = "Contoso Dental" });

    static Dictionary<string, object?> Single(IReadOnlyList<LakeTable> tables, Guid id)
    {
        var table = tables.Single();
        return table.Columns.Zip(table.Rows.Single(row => Equals(row[0], id.ToString("D"))))
            .ToDictionary(cell => cell.First.Name, cell => cell.Second);
    }
}
