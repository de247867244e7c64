using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Host;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Merged accounts (CM014). Here only, as the days are of a clock of its own.</summary>
public sealed class MergeJourneyTests
{
    /// <summary>
    /// Whether Merge passes through the Update pipelines of both accounts, and of the rows that move along.
    /// </summary>
    public static TheoryData<bool, bool> Platforms { get; } = new()
    {
        { true, false }, { false, false }, { true, true }, { false, true },
    };

    static CustomerOverTime Customer(bool runsUpdates = true, bool movesByUpdates = false) => new(
        options: new() { MergeRunsUpdates = runsUpdates, MovedLookupsRunUpdates = movesByUpdates });

    [Theory, MemberData(nameof(Platforms))]
    public void The_merged_account_ends_and_both_keep_their_history(bool runsUpdates, bool movesByUpdates)
    {
        using var customer = Customer(runsUpdates, movesByUpdates);
        customer.LiveInMarch();
        var other = Other(customer, Stage.Live);
        Assert.Equal(["Billable 03-16 -"], customer.PeriodsOf(other));

        Merge(customer, other, new("account"), on: Day(5, 4));

        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], customer.Periods());
        Assert.Equal(["Billable 03-16 - 05-03", "Ended 05-04 -"], customer.PeriodsOf(other));
        Assert.Equal(
            (BillableStatus.Billable, BillableStatus.Ended),
            (customer.Crm.StatusOf(customer.Id), customer.Crm.StatusOf(other)));
        var merge = Assert.Single(customer.Events(EventKind.Merge));
        Assert.Equal($"Fabrikam Clinic ({other})", merge["cm_reason"]);
    }

    [Theory, MemberData(nameof(Platforms))]
    public void A_merged_account_that_had_ended_is_inactive_from_the_day_after_its_last(
        bool runsUpdates, bool movesByUpdates)
    {
        using var customer = Customer(runsUpdates, movesByUpdates);
        customer.LiveInMarch();
        var other = Other(customer, Stage.Live);
        customer.Crm.AsRep.Update(new("account", other) { [Columns.ServiceEndedOn] = Day(3, 31) });

        Merge(customer, other, new("account"), on: Day(5, 4));

        Assert.Equal(["Billable 03-16 - 03-31", "Ended 04-01 -"], customer.PeriodsOf(other));
        Assert.Equal(["Billable 03-16 - 03-31"], customer.PeriodsOf(other, fact: "cm_isaccountactive"));
    }

    [Theory, MemberData(nameof(Platforms))]
    public void Computed_columns_and_either_stage_are_dropped_from_what_is_copied(bool runsUpdates, bool movesByUpdates)
    {
        using var customer = Customer(runsUpdates, movesByUpdates);
        customer.LiveInMarch();
        var process = customer.Crm.StartProcess(customer.Id);
        var other = Other(customer, Stage.Prospect);
        customer.Crm.StartProcess(other);

        var content = new Entity("account") { ["telephone1"] = "555-0100" };
        foreach (var cell in customer.Crm.Account(other).Attributes
            .Where(cell => Columns.Named(cell.Key) is { } column && (column.IsComputed || column == Columns.Stage)))
        {
            content[cell.Key] = cell.Value;
        }

        Merge(customer, other, content, on: Day(5, 4));

        Assert.Equal("555-0100", customer.Account["telephone1"]);
        Assert.Equal(
            (Stage.Live, Stage.Live), (customer.Crm.StageOf(customer.Id), customer.Crm.ProcessStageOf(process)));
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], customer.Periods());
        Assert.Equal(Day(3, 14), customer.Account[Columns.FirstBillableOn]);
        Assert.Equal(
            customer.Crm.Rep, customer.Account.GetAttributeValue<EntityReference>(Columns.ReadinessCertifiedBy).Id);
    }

    [Theory]
    [InlineData(null, Stage.Closed, "Contoso Dental is outside the lifecycle and the other account is Closed. Merge "
        + "the other way round: the account that is in the lifecycle stays.")]
    [InlineData(Stage.Closed, Stage.Prospect, "Contoso Dental is Closed and the other account is Prospect. Merge the "
        + "other way round: the account that is further on stays.")]
    [InlineData(Stage.Prospect, Stage.Live, "Contoso Dental is Prospect and the other account is Live. Merge the "
        + "other way round: the account that is further on stays.")]
    public void The_account_that_is_behind_does_not_stay(Stage? staying, Stage merged, string message)
    {
        using var customer = Customer();
        customer.Save(3, 16, [.. ColumnsIn(customer, staying)]);
        var other = Other(customer, merged);

        Assert.Equal("CM014 " + message, Refused(customer, other, new("account")));
        customer.Crm.Host.System.Execute(Request(other, customer.Id, new("account")));
    }

    [Fact]
    public void A_stage_that_neither_has_is_judged_like_any_move()
    {
        using var customer = Customer();
        customer.LiveInMarch();
        Assert.StartsWith(
            "CM003 Contoso Dental can't go back from Live to Compliance without a reason.",
            Refused(
                customer, Other(customer, Stage.Prospect),
                new("account") { [Columns.Stage] = new OptionSetValue((int)Stage.Compliance) }),
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Platforms))]
    public void A_hold_of_the_other_account_is_not_lost(bool runsUpdates, bool movesByUpdates)
    {
        using var customer = Customer(runsUpdates, movesByUpdates);
        customer.LiveInMarch();
        var other = Other(customer, Stage.Live);
        var hold = new Entity("account") { [Columns.BillingHold] = true, [Columns.BillingHoldReason] = "Dispute" };
        hold.Id = other;
        customer.Crm.AsRep.Update(hold);

        Assert.Equal(
            "CM014 The other account is on billing hold and Contoso Dental isn't. Set \"Billing hold\" with its reason "
            + "on Contoso Dental first, or lift it on the other account.",
            Refused(customer, other, new("account")));
        Assert.Equal(
            ["CM002", "CM014"],
            Refused(customer, other, new("account") { [Columns.RegistrationNumber] = null }).Split('\n')
                .Select(problem => problem[..5]));

        // Copied along, it isn't lost: it counts from the day of the merge.
        hold.Id = Guid.Empty;
        Merge(customer, other, hold, on: Day(5, 4));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "On hold 05-04 -"], customer.Periods());
        Assert.Equal(BillableStatus.OnHold, customer.Crm.StatusOf(customer.Id));
    }

    [Theory, MemberData(nameof(Platforms))]
    public void What_is_copied_counts_from_the_day_of_the_merge(bool runsUpdates, bool movesByUpdates)
    {
        using var customer = Customer(runsUpdates, movesByUpdates);
        customer.LiveInMarch();
        var other = Other(customer, Stage.Prospect);

        Merge(
            customer, other,
            new("account") { [Columns.ServiceStartsOn] = Day(4, 1), [Columns.Chargeable] = false }, on: Day(5, 4));

        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "Not billable and active 05-04 -"],
            customer.Periods());
    }

    /// <summary>The dialog copies the empty stage of an account that is in no lifecycle.</summary>
    [Fact]
    public void An_empty_stage_of_the_other_account_is_dropped()
    {
        using var customer = Customer();
        customer.LiveInMarch();
        Merge(customer, customer.Crm.Outsider(), new("account") { [Columns.Stage] = null }, on: Day(5, 4));
        Assert.Equal(Stage.Live, customer.Crm.StageOf(customer.Id));
    }

    [Fact]
    public void Who_owns_the_account_that_stays_does_not_date_its_readiness_by_a_merge()
    {
        using var customer = Customer();
        customer.Save(
            3, 15, [.. customer.LiveColumns, (Columns.ReadyForServiceOn, null), (Columns.Stage, Stage.Readiness)]);
        customer.Host.System.Update(new Entity("account", customer.Id)
        {
            [Columns.Owner] = new EntityReference("systemuser", customer.Crm.Rep),
        });
        var ready = new Entity("account") { [Columns.ReadyForServiceOn] = Day(3, 14) };
        var other = Other(customer, Stage.Prospect);
        Assert.Equal(
            "CM013 Contoso Dental: \"Customer ready for service on\" can't be dated by the account's owner. Ask a "
            + "colleague to date it.",
            Assert.Throws<FaultException<OrganizationServiceFault>>(
                () => customer.Crm.AsRep.Execute(Request(customer.Id, other, ready))).Detail.Message);
    }

    /// <summary>Should a plug-in bring it along, be it inside the save of another account.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_process_that_comes_along_goes_to_the_stage_of_the_account_that_stays(bool isWithinASave)
    {
        using var customer = Customer();
        customer.LiveInMarch();
        var other = Other(customer, Stage.Prospect);
        var process = customer.Crm.StartProcess(other);
        var supplier = customer.Crm.Outsider();
        customer.Host.Embedded.On("Merge", "account", 40, merge => merge.System.Update(
            new Entity(GuidedProcess.Table, process)
            {
                [GuidedProcess.Account] = new EntityReference("account", customer.Id),
            }));
        customer.Host.Embedded.On("Update", "account", 40, filter: ["telephone1"], body: save => save.System.Execute(
            Request(customer.Id, other, new("account"))));

        if (isWithinASave)
        {
            customer.Crm.Save(supplier, "telephone1".To("555-0100"));
        }
        else
        {
            Merge(customer, other, new("account"), on: Day(5, 4));
        }

        Assert.Equal(
            (Stage.Live, Stage.Live), (customer.Crm.StageOf(customer.Id), customer.Crm.ProcessStageOf(process)));
    }

    [Fact]
    public void Suppliers_are_merged_without_a_line_of_history()
    {
        using var customer = Customer();
        var (one, two) = (customer.Crm.Outsider(), customer.Crm.Outsider());
        customer.Host.System.Execute(Request(one, two, new("account")));
        Assert.Empty(customer.Host.System.RetrieveMultiple(new QueryExpression("cm_lifecycleevent")).Entities);
    }

    static (Column, object?)[] ColumnsIn(CustomerOverTime customer, Stage? stage) => stage switch
    {
        null => [],
        Stage.Closed =>
        [
            .. customer.LiveColumns, (Columns.Stage, Stage.Closed), (Columns.ServiceEndedOn, Day(3, 15)),
            (Columns.EndReason, EndReason.CustomerLeft),
        ],
        { } known => [.. customer.LiveColumns, (Columns.Stage, known)],
    };

    /// <summary>Another customer: in Live since 16 March, the latest of its dates.</summary>
    static Guid Other(CustomerOverTime customer, Stage stage)
    {
        var row = new Entity("account") { ["name"] = "Fabrikam Clinic" };
        foreach (var (column, value) in ColumnsIn(customer, stage).Append((Columns.ServiceStartsOn, Day(3, 16))))
        {
            row[column] = value is Enum choice ? new OptionSetValue(Convert.ToInt32(choice, null)) : value;
        }

        if (stage == Stage.Closed)
        {
            row[Columns.ServiceStartsOn] = Day(3, 1);
        }

        return customer.Crm.AsRep.Create(row);
    }

    static void Merge(CustomerOverTime customer, Guid other, Entity content, DateTime on)
    {
        customer.Now = new(on.AddHours(9), TimeSpan.Zero);
        customer.Host.System.Execute(Request(customer.Id, other, content));
    }

    static string Refused(CustomerOverTime customer, Guid other, Entity content)
    {
        var before = customer.Host.Snapshot();
        var message = Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => customer.Host.System.Execute(Request(customer.Id, other, content))).Detail.Message;
        Assert.Equal(before, customer.Host.Snapshot());
        return message;
    }

    static OrganizationRequest Request(Guid master, Guid merged, Entity content) => new("Merge")
    {
        ["Target"] = new EntityReference("account", master),
        ["SubordinateId"] = merged,
        ["UpdateContent"] = content,
        ["PerformParentingChecks"] = false,
    };
}
