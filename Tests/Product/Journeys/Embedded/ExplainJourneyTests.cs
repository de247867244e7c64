using System;
using System.Linq;
using System.ServiceModel;
using System.Text.Json;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// cm_ExplainCustomer says where a customer stands and why, today or on a past day, in the caller's language. Here
/// only, as the days are of a clock of its own.
/// </summary>
public sealed class ExplainJourneyTests : IDisposable
{
    readonly CustomerOverTime _customer = new();

    public void Dispose() => _customer.Dispose();

    [Fact]
    public void A_customer_on_its_way_hears_what_is_missing_in_the_callers_language()
    {
        _customer.Save(1, 5, (Columns.Stage, Stage.Prospect));
        _customer.Save(1, 6, [.. _customer.LiveColumns[..5], (Columns.AgreementSignedOn, Day(1, 5)),
            (Columns.Stage, Stage.Onboarding)]);

        var english = Explain();
        Assert.Equal(Stage.Onboarding, (Stage)((OptionSetValue)english["Stage"]).Value);
        Assert.Equal(Stage.Compliance, (Stage)((OptionSetValue)english["NextStage"]).Value);
        Assert.Equal(BillableStatus.NotBillable, (BillableStatus)((OptionSetValue)english["BillableStatus"]).Value);
        Assert.Equal(Day(1, 5), english["Since"]);
        Assert.Equal(
            [
                "cm_onboardingstartedon Onboarding started on Onboarding",
                "cm_onboardingcompletedon Onboarding completed on Onboarding",
            ],
            Missing(english));
        Assert.Contains("\"label\":\"Onboarding started on\"", (string)english["Missing"], StringComparison.Ordinal);
        Assert.Equal(["Not Live yet."], Texts(english));

        var spanish = Explain(by: _customer.Crm.Colleague);
        Assert.Equal("cm_onboardingstartedon Incorporación iniciada el Incorporación", Missing(spanish)[0]);
        Assert.Equal(["Aún no está en servicio."], Texts(spanish));
    }

    [Fact]
    public void A_past_day_is_told_as_it_is_believed_now()
    {
        _customer.LiveInMarch();
        _customer.Save(5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        _customer.Save(5, 25, (Columns.BillingHold, false));

        Assert.Equal((Stage.Live, BillableStatus.OnHold, Day(5, 10)), Told(Explain(asOf: Day(5, 24))));
        Assert.Equal((Stage.Live, BillableStatus.Billable, Day(3, 14)), Told(Explain(asOf: Day(5, 9))));
        Assert.Equal((Stage.Prospect, BillableStatus.NotBillable, Day(1, 5)), Told(Explain(asOf: Day(3, 1))));
        Assert.Equal((Stage.Live, BillableStatus.Billable, Day(5, 25)), Told(Explain()));
        Assert.Equal(["On billing hold."], Texts(Explain(asOf: Day(5, 24))));
        var before = Explain(asOf: Day(1, 4));
        Assert.Null(before["Stage"]);
        Assert.Null(before["BillableStatus"]);
    }

    [Fact]
    public void A_customer_whose_service_ended_by_itself_is_still_in_Live()
    {
        _customer.LiveInMarch();
        _customer.Save(4, 1, (Columns.ServiceEndedOn, Day(4, 30)));
        _customer.Now = new(Day(5, 10), TimeSpan.Zero);
        Assert.Equal((Stage.Live, BillableStatus.Ended, Day(5, 1)), Told(Explain(asOf: Day(5, 4))));
    }

    [Fact]
    public void A_customer_that_ended_in_Live_was_there_also_where_a_milestone_was_waived()
    {
        RequirementDesk desk = new(_customer.Crm);
        desk.Approve(desk.Waiver(Columns.OnboardingCompletedOn, Stage.Onboarding));
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.OnboardingCompletedOn, null)]);
        _customer.Save(4, 1, (Columns.ServiceEndedOn, Day(4, 30)));
        _customer.Now = new(Day(5, 10), TimeSpan.Zero);
        Assert.Equal((Stage.Live, BillableStatus.Ended, Day(5, 1)), Told(Explain(asOf: Day(5, 4))));
    }

    /// <summary>Live counts from 14 March, the stages before it from the later days on which they were entered.</summary>
    [Fact]
    public void A_stage_that_counts_from_an_earlier_day_replaces_what_was_entered_in_between()
    {
        _customer.Save(1, 5, (Columns.Stage, Stage.Prospect));
        _customer.Save(3, 15, [.. _customer.LiveColumns, (Columns.Stage, Stage.Readiness)]);
        _customer.Save(3, 16, (Columns.Stage, Stage.Live));
        _customer.Now = new(Day(5, 4), TimeSpan.Zero);

        Assert.Equal((Stage.Live, BillableStatus.Billable, Day(3, 14)), Told(Explain(asOf: Day(3, 14))));
        Assert.Equal((Stage.Live, BillableStatus.Billable, Day(3, 14)), Told(Explain(asOf: Day(5, 1))));
        Assert.Equal((Stage.Prospect, BillableStatus.NotBillable, Day(1, 5)), Told(Explain(asOf: Day(3, 13))));
    }

    /// <summary>The event of going Live keeps the day that was believed then.</summary>
    [Theory]
    [InlineData(20, 16, Stage.Readiness, BillableStatus.NotBillable)]
    [InlineData(10, 12, Stage.Live, BillableStatus.Billable)]
    public void A_corrected_start_moves_the_stage_too(int readyOn, int day, Stage stage, BillableStatus status)
    {
        _customer.Save(
            3, 8, [.. _customer.LiveColumns, (Columns.ReadyForServiceOn, null), (Columns.Stage, Stage.Readiness)]);
        _customer.Save(3, 16, (Columns.ReadyForServiceOn, Day(3, 14)), (Columns.Stage, Stage.Live));
        _customer.Save(4, 2, (Columns.ReadyForServiceOn, Day(3, readyOn)));
        var (told, by, _) = Told(Explain(asOf: Day(3, day)));
        Assert.Equal((stage, status), (told, by));
    }

    [Fact]
    public void Moves_of_one_second_are_told_in_their_order()
    {
        using var customer = new CustomerOverTime(Channel.GuidedProcess);
        customer.LiveInMarch();
        customer.Now = new(Day(5, 4), TimeSpan.Zero);
        var explained = customer.Crm.AsRep.Execute(new OrganizationRequest("cm_ExplainCustomer")
        {
            ["Target"] = new EntityReference("account", customer.Id),
            ["AsOf"] = Day(5, 1),
        });
        Assert.Equal((Stage.Live, BillableStatus.Billable, Day(3, 14)), Told(explained));
    }

    [Fact]
    public void Another_customer_does_not_tell_where_this_one_was()
    {
        _customer.Save(1, 5, (Columns.Stage, Stage.Prospect));
        _customer.Crm.AsRep.Create(new Entity("account")
        {
            ["name"] = "Fabrikam Clinic",
            [Columns.Stage] = new OptionSetValue((int)Stage.Closed),
            [Columns.EndReason] = new OptionSetValue((int)EndReason.NeverWentLive),
        });
        _customer.Now = new(Day(5, 4), TimeSpan.Zero);

        Assert.Equal((Stage.Prospect, BillableStatus.NotBillable, Day(1, 5)), Told(Explain(asOf: Day(3, 1))));
    }

    [Fact]
    public void A_supplier_has_nothing_to_explain()
    {
        _customer.Save(1, 5);
        var explained = Explain();
        Assert.Null(explained["Stage"]);
        Assert.Null(explained["BillableStatus"]);
        Assert.Null(explained["Since"]);
        Assert.Equal("[]", explained["Missing"]);
    }

    [Fact]
    public void Who_may_not_read_the_account_gets_no_explanation()
    {
        _customer.Save(1, 5, (Columns.Stage, Stage.Prospect));
        var nobody = _customer.Host.AddUser("Nora Nobody");
        Assert.Throws<FaultException<OrganizationServiceFault>>(() => Explain(by: nobody));
    }

    OrganizationResponse Explain(DateTime? asOf = null, Guid? by = null)
    {
        var request = new OrganizationRequest("cm_ExplainCustomer")
        {
            ["Target"] = new EntityReference("account", _customer.Id),
        };
        if (asOf is { } day)
        {
            request["AsOf"] = day;
        }

        return _customer.Host.ServiceFor(by ?? _customer.Crm.Rep).Execute(request);
    }

    static (Stage, BillableStatus, DateTime) Told(OrganizationResponse explained) => (
        (Stage)((OptionSetValue)explained["Stage"]).Value,
        (BillableStatus)((OptionSetValue)explained["BillableStatus"]).Value, (DateTime)explained["Since"]);

    static string[] Missing(OrganizationResponse explained) =>
    [
        .. JsonSerializer.Deserialize<JsonElement[]>((string)explained["Missing"])!.Select(missing =>
            $"{missing.GetProperty("column")} {missing.GetProperty("label")} {missing.GetProperty("stage")}"),
    ];

    static string[] Texts(OrganizationResponse explained) =>
        JsonSerializer.Deserialize<string[]>((string)explained["Reasons"])!;
}
