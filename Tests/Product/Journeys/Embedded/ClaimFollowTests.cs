using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Claims are judged again when what they were held against changes: by jobs after the save, which nobody waits for.
/// </summary>
public sealed class ClaimFollowTests
{
    public static TheoryData<bool, bool> Platforms { get; } = MergeJourneyTests.Platforms;

    [Fact]
    public void A_correction_judges_the_claims_of_its_days_and_no_others()
    {
        using CustomerOverTime customer = new();
        customer.LiveInMarch();
        var february = Claim(customer, 2, 1, 28);
        var (march, april) = (Claim(customer, 3, 1, 13), Claim(customer, 4, 1, 30));
        Assert.Equal(
            [ClaimAgreement.ClaimedButNotBillable, ClaimAgreement.ClaimedButNotBillable, ClaimAgreement.Agrees],
            new[] { february, march, april }.Select(claim => AgreementOf(customer, claim)));
        var untouched = new[] { february, april }.Select(claim => Version(customer, claim)).ToArray();

        customer.Save(
            4, 20, (Columns.ReadyForServiceOn, Day(3, 2)), (Columns.StageChangeReason, "Typed the wrong day"));
        Assert.Contains("Billable 03-02 -", customer.Periods());
        Assert.Equal(
            (ClaimAgreement.Agrees,
                "Billable days: 12 of 13. Not billable on 2026-03-01. Billable from 2026-03-02 to 2026-03-13."),
            (AgreementOf(customer, march), Stored(customer, march)["cm_explanation"]));
        Assert.Equal(untouched, new[] { february, april }.Select(claim => Version(customer, claim)));
    }

    [Fact]
    public void A_claim_of_which_only_the_last_activity_is_known_is_judged_again_by_its_day()
    {
        using CustomerOverTime customer = new();
        customer.LiveInMarch();
        var used = customer.Host.System.Create(ClaimDesk.Row(
            ClaimSource.ServiceUsage, ("cm_accountid", new EntityReference("account", customer.Id)),
            ("cm_periodstart", null), ("cm_periodend", null), ("cm_lastactivityon", Day(3, 5))));
        Assert.Equal(ClaimAgreement.ClaimedButNotBillable, AgreementOf(customer, used));

        customer.Save(
            4, 20, (Columns.ReadyForServiceOn, Day(3, 2)), (Columns.StageChangeReason, "Typed the wrong day"));
        Assert.Equal(ClaimAgreement.Agrees, AgreementOf(customer, used));
    }

    /// <summary>Written past the plug-ins, or before the column was there.</summary>
    [Fact]
    public void A_claim_that_never_said_whether_its_account_was_chosen_is_not_saved_for_that()
    {
        using CustomerOverTime customer = new();
        customer.LiveInMarch();
        var april = Claim(customer, 4, 1, 30);
        PastThePlugIns(customer, april, "cm_accountchosen", null);
        var version = Version(customer, april);

        customer.Save(
            4, 20, (Columns.ReadyForServiceOn, Day(3, 2)), (Columns.StageChangeReason, "Typed the wrong day"));
        Assert.Contains("Billable 03-02 -", customer.Periods());
        Assert.Equal(version, Version(customer, april));
    }

    [Fact]
    public void A_verdict_written_past_the_plug_ins_is_put_right_though_what_is_told_stays()
    {
        using CustomerOverTime customer = new();
        customer.LiveInMarch();
        var april = Claim(customer, 4, 1, 30);
        PastThePlugIns(customer, april, "cm_agreement", new OptionSetValue((int)ClaimAgreement.ClaimedButNotBillable));
        customer.Save(
            4, 20, (Columns.ReadyForServiceOn, Day(3, 2)), (Columns.StageChangeReason, "Typed the wrong day"));
        Assert.Equal(ClaimAgreement.Agrees, AgreementOf(customer, april));
    }

    [Fact]
    public void Nobody_waits_for_claims()
    {
        using CustomerOverTime customer = new();
        customer.LiveInMarch();
        var without = Hold(true);
        Hold(false);
        for (var month = 4; month < 12; month++)
        {
            Claim(customer, month, 1, 30);
        }

        Assert.Equal(without, Hold(true));

        int Hold(bool held)
        {
            var calls = customer.Host.PluginCallsDuring(() => customer.Save(
                5, held ? 10 : 11, (Columns.BillingHold, held),
                (Columns.BillingHoldReason, held ? "Dispute" : null)));
            return calls.Count(call => call.StartsWith("Retrieve", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// Per row of the history that changes: where the account went, and its claims; for those that it touches, merged
    /// accounts and periods; and one save of each claim that says something else now. The language is known by then.
    /// </summary>
    [Fact]
    public void A_job_reads_once_for_all_claims_and_saves_those_that_change()
    {
        using CustomerOverTime customer = new();
        customer.LiveInMarch();
        Assert.Equal((6, 0), Jobs(5, 10, true));
        Assert.Equal((6, 0), Jobs(5, 11, false));

        for (var i = 0; i < 50; i++)
        {
            Claim(customer, 6, 1, 30);
        }

        // A hold from today on: of three rows two reach into June, and the first changes what its claims say.
        Assert.Equal((10, 50), Jobs(5, 20, true));
        Assert.Equal(0, Jobs(5, 20, true).Writes);

        (int Reads, int Writes) Jobs(int month, int day, bool held)
        {
            var calls = customer.Host.AllPluginCallsDuring(() => customer.Save(
                    month, day, (Columns.BillingHold, held), (Columns.BillingHoldReason, held ? "Dispute" : null)))
                .Where(call => call.Step.StartsWith("Claim", StringComparison.Ordinal)).ToArray();
            var reads = calls.Count(call => call.Message.StartsWith("Retrieve", StringComparison.Ordinal));
            return (reads, calls.Length - reads);
        }
    }

    [Fact]
    public void When_history_begins_later_claims_before_it_say_so()
    {
        using CustomerOverTime customer = new();
        customer.Save(1, 5, (Columns.Stage, Stage.Prospect));
        var claim = ClaimFor(customer, customer.Id, 1, 1, 4);
        Assert.EndsWith("history begins on 2026-01-05.", Told(customer, claim), StringComparison.Ordinal);
        customer.Save(4, 1, (Columns.Stage, null), (Columns.StageChangeReason, "Not a customer"));
        Assert.EndsWith("nothing is known of its days.", Told(customer, claim), StringComparison.Ordinal);
    }

    [Fact]
    public void A_settled_claim_stays_as_it_is_until_it_is_opened_again()
    {
        using CustomerOverTime customer = new();
        customer.LiveInMarch();
        var claim = Claim(customer, 6, 1, 30);
        SetState(1);
        customer.Save(5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(ClaimAgreement.Agrees, AgreementOf(customer, claim));
        SetState(0);
        Assert.Equal(ClaimAgreement.ClaimedButNotBillable, AgreementOf(customer, claim));

        void SetState(int state) => customer.Host.System.Update(
            new Entity(ClaimDesk.Table, claim) { ["statecode"] = new OptionSetValue(state) });
    }

    /// <summary>
    /// Claims move with the lookup, and so does what was believed of the account that is merged away.
    /// </summary>
    [Theory, MemberData(nameof(Platforms))]
    public void Claims_of_merged_accounts_are_judged_by_both_histories(bool runsUpdates, bool movesByUpdates)
    {
        using var customer = Environment(runsUpdates, movesByUpdates);
        customer.Save(1, 5, (Columns.Stage, Stage.Prospect));
        var prospect = customer.Id;
        var live = customer.Crm.Outsider(name: "Fabrikam Clinic");
        customer.Now = new(Day(3, 16).AddHours(9), TimeSpan.Zero);
        customer.Crm.Save(live, [.. customer.LiveColumns.Select(column => column.Item1.To(
            column.Item2 is Stage stage ? new OptionSetValue((int)stage) : column.Item2))]);
        var (own, others) = (ClaimFor(customer, prospect, 4, 1, 30), ClaimFor(customer, live, 4, 1, 30));
        Assert.Equal(
            (ClaimAgreement.ClaimedButNotBillable, ClaimAgreement.Agrees),
            (AgreementOf(customer, own), AgreementOf(customer, others)));

        customer.Now = new(Day(5, 4).AddHours(9), TimeSpan.Zero);
        Merge(customer, into: live, prospect);
        foreach (var claim in new[] { own, others })
        {
            var stored = Stored(customer, claim);
            Assert.Equal(live, stored.GetAttributeValue<EntityReference>("cm_accountid").Id);
            Assert.Equal(
                (ClaimAgreement.Agrees, true, "Billable days: 30 of 30. Billable from 2026-04-01 to 2026-04-30."),
                (AgreementOf(customer, claim), stored["cm_accountchosen"], stored["cm_explanation"]));
        }
    }

    /// <summary>The merge ends the other history, and writes its days anew.</summary>
    [Theory, MemberData(nameof(Platforms))]
    public void Days_on_which_only_a_merged_account_was_billable_still_count(bool runsUpdates, bool movesByUpdates)
    {
        using var customer = Environment(runsUpdates, movesByUpdates);
        customer.LiveInMarch();
        var merged = customer.Id;
        customer.Now = new(Day(5, 2).AddHours(9), TimeSpan.Zero);
        var stays = customer.Crm.Outsider(name: "Fabrikam Clinic");
        customer.Crm.Save(stays, [.. customer.LiveColumns.Select(column => column.Item1.To(column.Item2)),
            Columns.ReadyForServiceOn.To(Day(5, 1))]);
        var april = ClaimFor(customer, merged, 4, 1, 30);
        Assert.Equal(ClaimAgreement.Agrees, AgreementOf(customer, april));

        customer.Now = new(Day(5, 4).AddHours(9), TimeSpan.Zero);
        Merge(customer, into: stays, merged);
        AgreesStill();

        // Also where the account that stayed is merged away in its turn.
        var last = customer.Crm.Outsider(name: "Northwind Surgery");
        customer.Crm.Save(last, [.. customer.LiveColumns.Select(column => column.Item1.To(column.Item2)),
            Columns.ReadyForServiceOn.To(Day(5, 3))]);
        customer.Now = new(Day(5, 6).AddHours(9), TimeSpan.Zero);
        Merge(customer, into: last, stays);
        AgreesStill();

        // And where those that were merged away are deleted, and the claims judged again.
        customer.Host.System.Delete("account", merged);
        customer.Host.System.Delete("account", stays);
        customer.Now = new(Day(5, 8).AddHours(9), TimeSpan.Zero);
        customer.Crm.Save(last, Columns.ReadyForServiceOn.To(Day(5, 2)));
        AgreesStill();

        void AgreesStill() => Assert.Equal(
            (ClaimAgreement.Agrees, "Billable days: 30 of 30. Billable from 2026-04-01 to 2026-04-30."),
            (AgreementOf(customer, april), Told(customer, april)));
    }

    /// <summary>One that was merged away can be activated, and the other be merged into it.</summary>
    [Fact]
    public void Customers_that_were_merged_into_each_other_end_the_search()
    {
        using var customer = Environment(true, false);
        customer.LiveInMarch();
        var claim = Claim(customer, 4, 1, 30);
        var other = customer.Crm.Outsider(name: "Fabrikam Clinic");
        customer.Crm.Save(other, [.. customer.LiveColumns.Select(column => column.Item1.To(column.Item2))]);
        Merge(customer, into: other, customer.Id);
        customer.Host.System.Update(new("account", customer.Id) { ["statecode"] = new OptionSetValue(0) });
        Merge(customer, into: customer.Id, other);
        Assert.Equal(ClaimAgreement.Agrees, AgreementOf(customer, claim));
        Assert.DoesNotContain(customer.Host.Embedded.AsynchronousRuns, run => run.Error is not null);
    }

    [Theory, MemberData(nameof(Platforms))]
    public void Claims_of_a_deleted_customer_are_unmatched_again(bool runsUpdates, bool movesByUpdates)
    {
        using var customer = Environment(runsUpdates, movesByUpdates);
        customer.LiveInMarch();
        var (chosen, undated) = (Claim(customer, 4, 1, 30), Claim(customer, 4, 1, 30));
        var matched = customer.Host.System.Create(
            ClaimDesk.Row(ClaimSource.Invoice, ("cm_customername", "contoso dental")));
        customer.Host.System.Update(
            new Entity(ClaimDesk.Table, undated) { ["cm_periodstart"] = null, ["cm_periodend"] = null });
        Assert.Equal(customer.Id, Stored(customer, matched).GetAttributeValue<EntityReference>("cm_accountid").Id);
        Assert.Null(AgreementOf(customer, undated));

        customer.Host.System.Delete("account", customer.Id);
        foreach (var claim in new[] { chosen, undated, matched })
        {
            var stored = Stored(customer, claim);
            Assert.Null(stored.GetAttributeValue<EntityReference>("cm_accountid"));
            Assert.Equal(
                (ClaimAgreement.Unmatched, false), (AgreementOf(customer, claim), stored["cm_accountchosen"]));
        }

        Assert.DoesNotContain(customer.Host.Embedded.AsynchronousRuns, run => run.Error is not null);
    }

    [Fact]
    public void A_claim_that_somebody_else_matches_goes_there_when_its_customer_is_deleted()
    {
        using var customer = Environment(true, false);
        customer.LiveInMarch();
        var claim = customer.Host.System.Create(
            ClaimDesk.Row(ClaimSource.Invoice, ("cm_customername", "contoso dental")));
        var other = customer.Crm.Outsider(name: "CONTOSO  DENTAL");
        customer.Host.System.Delete("account", customer.Id);
        Assert.Equal(other, Stored(customer, claim).GetAttributeValue<EntityReference>("cm_accountid").Id);
    }

    static CustomerOverTime Environment(bool runsUpdates, bool movesByUpdates) => new(
        options: new() { MergeRunsUpdates = runsUpdates, MovedLookupsRunUpdates = movesByUpdates });

    static void Merge(CustomerOverTime customer, Guid into, Guid gone) => customer.Host.System.Execute(new("Merge")
    {
        ["Target"] = new EntityReference("account", into),
        ["SubordinateId"] = gone,
        ["UpdateContent"] = new Entity("account"),
    });

    static Guid Claim(CustomerOverTime customer, int month, int from, int until) =>
        ClaimFor(customer, customer.Id, month, from, until);

    static Guid ClaimFor(CustomerOverTime customer, Guid account, int month, int from, int until) =>
        customer.Host.System.Create(ClaimDesk.Row(
            ClaimSource.Invoice, ("cm_accountid", new EntityReference("account", account)),
            ("cm_periodstart", Day(month, from)), ("cm_periodend", Day(month, until))));

    static Entity Stored(CustomerOverTime customer, Guid claim) =>
        customer.Host.System.Retrieve(ClaimDesk.Table, claim, new ColumnSet(true));

    static void PastThePlugIns(CustomerOverTime customer, Guid claim, string column, object? value) =>
        customer.Host.System.Execute(new UpdateRequest
        {
            Target = new(ClaimDesk.Table, claim) { [column] = value },
            [PeriodBook.Bypass] = PeriodBook.PlugIns,
        });

    static ClaimAgreement? AgreementOf(CustomerOverTime customer, Guid claim) =>
        (ClaimAgreement?)Stored(customer, claim).GetAttributeValue<OptionSetValue>("cm_agreement")?.Value;

    static string Told(CustomerOverTime customer, Guid claim) => (string)Stored(customer, claim)["cm_explanation"];

    static object Version(CustomerOverTime customer, Guid claim) => Stored(customer, claim)["versionnumber"];
}
