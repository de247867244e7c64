using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Two people save the same customer at the same moment: what was decided from the old pre-image is judged again after
/// the write. Here only, as FakeXrmEasy can't let anybody in between.
/// </summary>
public sealed class ConcurrentSaveJourneyTests : IDisposable
{
    readonly CustomerOverTime _customer;
    Action? _meanwhile;

    public ConcurrentSaveJourneyTests() => _customer = new(options: new()
    {
        BeforeWrite = row =>
        {
            var others = row.LogicalName == "account" ? _meanwhile : null;
            if (others is not null)
            {
                _meanwhile = null;
                others();
            }
        },
    });

    public void Dispose() => _customer.Dispose();

    [Fact]
    public void A_hold_lifted_by_one_and_a_service_start_moved_by_the_other_are_both_told()
    {
        _customer.LiveInMarch();
        _customer.Save(4, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        _meanwhile = () => Colleague(Columns.ServiceStartsOn, Day(3, 20));

        _customer.Save(4, 20, (Columns.BillingHold, false));

        Assert.Equal(
            [
                "Not billable 01-05 - 03-19", "Billable 03-20 - 04-09", "On hold 04-10 - 04-19", "Billable 04-20 -",
            ],
            _customer.Periods());
        AssertAccount(BillableStatus.Billable, since: Day(4, 20), firstBillableOn: Day(3, 20));
        Assert.Equal(
            "Live and chargeable. Onboarding completed on 2026-02-01. Required documents submitted on 2026-02-20. "
            + "Customer ready for service on 2026-03-14. In service since 2026-03-20.",
            _customer.Account[Columns.BillableReason]);
    }

    [Fact]
    public void A_hold_set_by_one_and_chargeable_ended_by_the_other_give_the_status_of_both()
    {
        _customer.LiveInMarch();
        _meanwhile = () => Colleague(Columns.Chargeable, false);

        _customer.Save(4, 20, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));

        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 04-19", "Not billable and active 04-20 -"],
            _customer.Periods());
        AssertAccount(BillableStatus.NotBillable, since: Day(4, 20), firstBillableOn: Day(3, 14));
    }

    /// <summary>A form that sends what it showed, while a colleague takes the customer Live.</summary>
    [Fact]
    public void Computed_columns_that_are_sent_back_alone_write_over_nothing()
    {
        _customer.Save(3, 15, [.. _customer.LiveColumns, (Columns.Stage, Stage.Readiness)]);
        _meanwhile = () => Colleague(Columns.Stage, new OptionSetValue((int)Stage.Live));

        _customer.Save(
            3, 16, (Columns.BillableStatus, BillableStatus.NotBillable), (Columns.FirstLiveOn, null),
            (Columns.BillableReason, "Not Live yet."));

        AssertAccount(BillableStatus.Billable, since: Day(3, 14), firstBillableOn: Day(3, 14));
        Assert.Equal(Day(3, 14), _customer.Account[Columns.FirstLiveOn]);
    }

    [Fact]
    public void Two_saves_at_once_of_a_supplier_are_nothing_to_judge()
    {
        _customer.Save(1, 5);
        _meanwhile = () => Colleague(Columns.RegistrationNumber, "AU-5000");
        Assert.Empty(_customer.Host.PluginCallsDuring(
            () => _customer.Save(3, 17, (Columns.AgreementSignedOn, Day(3, 16)))));
        Assert.Equal("AU-5000", _customer.Account[Columns.RegistrationNumber]);
    }

    [Fact]
    public void A_stage_is_not_entered_without_what_somebody_else_has_just_emptied()
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Onboarding)]);
        _meanwhile = () => Colleague(Columns.OnboardingOwner, null);

        Assert.Equal(
            "CM001 Contoso Dental can't enter Compliance yet. Still needed: Onboarding - Onboarding owner.",
            Refusal(() => _customer.Save(3, 17, (Columns.Stage, Stage.Compliance))));
        Assert.Equal(Stage.Onboarding, _customer.Crm.StageOf(_customer.Id));
    }

    [Fact]
    public void A_column_is_not_emptied_that_somebody_else_has_just_passed()
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Compliance)]);
        _meanwhile = () => Colleague(Columns.Stage, new OptionSetValue((int)Stage.Readiness));

        Assert.StartsWith(
            "CM002 Contoso Dental: \"Registration number\" can't be emptied",
            Refusal(() => _customer.Save(3, 17, (Columns.RegistrationNumber, null))), StringComparison.Ordinal);
        Assert.Equal("AU-4711", _customer.Account[Columns.RegistrationNumber]);
    }

    /// <summary>A sheet sends every column, also those that were empty when it was exported.</summary>
    [Fact]
    public void A_column_is_not_sent_empty_that_somebody_else_has_just_filled_to_pass_its_stage()
    {
        _customer.Save(1, 5, (Columns.Stage, Stage.Prospect));
        _meanwhile = () => Colleague(
        [
            .. _customer.LiveColumns.Where(
                column => Lifecycle.Stages.Of(Stage.Prospect).Requires.Contains(column.Item1)),
            (Columns.Stage, new OptionSetValue((int)Stage.Onboarding)),
        ]);

        Assert.StartsWith(
            "CM002 Contoso Dental: \"Market\" can't be emptied",
            Refusal(() => _customer.Save(3, 17, (Columns.Market, null), (Columns.RegistrationNumber, "AU-5000"))),
            StringComparison.Ordinal);
        Assert.NotNull(_customer.Account.GetAttributeValue<EntityReference>(Columns.Market));
    }

    [Fact]
    public void An_end_reason_is_not_sent_empty_with_which_somebody_else_has_just_closed()
    {
        _customer.Save(1, 5, (Columns.Stage, Stage.Prospect));
        _meanwhile = () => Colleague(
            (Columns.EndReason, new OptionSetValue((int)EndReason.NeverWentLive)),
            (Columns.Stage, new OptionSetValue((int)Stage.Closed)));

        Assert.StartsWith(
            "CM008", Refusal(() => _customer.Save(3, 17, (Columns.EndReason, null), (Columns.Chargeable, false))),
            StringComparison.Ordinal);
        Assert.Equal(Stage.Closed, _customer.Crm.StageOf(_customer.Id));
    }

    [Theory]
    [InlineData(Stage.Onboarding, Stage.Onboarding)]
    [InlineData(Stage.Closed, Stage.Prospect)]
    public void One_that_is_closed_was_closed_from_where_somebody_else_had_just_moved_it(Stage moved, Stage closedFrom)
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Prospect)]);
        _meanwhile = () => Colleague(
            (Columns.EndReason, new OptionSetValue((int)EndReason.NeverWentLive)),
            (Columns.RegistrationNumber, "AU-5000"), (Columns.Stage, new OptionSetValue((int)moved)));

        _customer.Save(
            3, 17, (Columns.Stage, Stage.Closed), (Columns.EndReason, EndReason.NeverWentLive));

        Assert.Equal(
            (int)closedFrom, _customer.Account.GetAttributeValue<OptionSetValue>(Columns.ClosedFromStage).Value);
    }

    /// <summary>Its first event tells no stage from which it was closed.</summary>
    [Fact]
    public void One_that_came_in_as_closed_stays_closed_from_where_it_was()
    {
        _customer.Save(
            4, 20,
            [
                .. _customer.LiveColumns, (Columns.ServiceEndedOn, Day(4, 10)),
                (Columns.EndReason, EndReason.EnteredByMistake), (Columns.Stage, Stage.Closed),
            ]);
        _meanwhile = () => Colleague(
            (Columns.ServiceEndedOn, Day(4, 12)), (Columns.StageChangeReason, "Typed the wrong day"));

        _customer.Save(4, 21, (Columns.EndReason, EndReason.CustomerLeft), (Columns.Stage, Stage.Closed));

        Assert.Equal(
            (int)Stage.Prospect,
            _customer.Account.GetAttributeValue<OptionSetValue>(Columns.ClosedFromStage).Value);
        Assert.Equal(["Not billable 04-20 -"], _customer.Periods());
    }

    [Fact]
    public void One_that_somebody_else_has_just_closed_is_looked_at_again_before_it_moves_back()
    {
        _customer.LiveInMarch();
        _meanwhile = () => Colleague(
            (Columns.ServiceEndedOn, Day(4, 10)), (Columns.EndReason, new OptionSetValue((int)EndReason.CustomerLeft)),
            (Columns.StageChangeReason, "Out of business"), (Columns.Stage, new OptionSetValue((int)Stage.Closed)));

        Assert.Equal(
            "CM003 Contoso Dental has just been changed by somebody else and is in Closed now. Look at it again, and "
            + "move it back to Compliance if that is still right.",
            Refusal(() => _customer.Save(
                4, 20, (Columns.Stage, Stage.Compliance), (Columns.StageChangeReason, "Documents are missing"))));
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 04-10", "Ended 04-11 -"], _customer.Periods());
    }

    /// <summary>Chargeable tells that there was another save: what it believed of the end gives way as well.</summary>
    [Fact]
    public void Of_two_last_days_the_one_that_is_written_last_ends_the_service()
    {
        _customer.LiveInMarch();
        _meanwhile = () => Colleague(
            (Columns.ServiceEndedOn, Day(4, 5)), (Columns.EndReason, new OptionSetValue((int)EndReason.CustomerLeft)),
            (Columns.Chargeable, false), (Columns.Stage, new OptionSetValue((int)Stage.Closed)));

        _customer.Save(
            4, 20, (Columns.ServiceEndedOn, Day(4, 15)), (Columns.EndReason, EndReason.ContractEnded),
            (Columns.Stage, Stage.Closed));

        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 04-15", "Ended 04-16 - 04-19", "Ended 04-20 -"],
            _customer.Periods());
        Assert.Equal(Day(4, 15), _customer.Account[Columns.ServiceEndedOn]);
    }

    /// <summary>The second writes over all that the first changed: only the periods tell that there was another.</summary>
    [Fact]
    public void So_does_the_one_of_two_notices_that_is_written_last()
    {
        _customer.LiveInMarch();
        _meanwhile = () => Colleague(Columns.ServiceEndedOn, Day(6, 29));

        _customer.Save(4, 20, (Columns.ServiceEndedOn, Day(7, 2)));

        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 07-02", "Ended 07-03 -"], _customer.Periods());
    }

    [Fact]
    public void One_that_somebody_else_has_just_taken_out_of_the_lifecycle_comes_in_anew()
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Prospect)]);
        _meanwhile = TakeOut;

        _customer.Save(3, 17, (Columns.Stage, Stage.Onboarding));

        Assert.Equal(["Not billable 03-17 -"], _customer.Periods());
        Assert.Equal(
            ("1.0", (int)BillableStatus.NotBillable),
            (_customer.Account[Columns.DefinitionVersion],
                _customer.Account.GetAttributeValue<OptionSetValue>(Columns.BillableStatus).Value));
    }

    [Fact]
    public void Of_one_that_somebody_else_has_just_taken_out_of_the_lifecycle_nothing_is_computed()
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Onboarding)]);
        _meanwhile = TakeOut;

        _customer.Save(3, 17, (Columns.OnboardingCompletedOn, Day(2, 2)));

        var account = _customer.Account;
        Assert.Equal(Day(2, 2), account[Columns.OnboardingCompletedOn]);
        Assert.DoesNotContain(Columns.Computed, column => account.Contains(column));
        Assert.Empty(_customer.Periods());
    }

    void TakeOut() => Colleague((Columns.Stage, null), (Columns.StageChangeReason, "No customer at all"));

    [Fact]
    public void A_move_of_the_process_and_one_of_the_account_end_at_one_stage()
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Onboarding)]);
        var process = _customer.Crm.StartProcess(_customer.Id);
        _meanwhile = () => _customer.Crm.MoveProcess(process, Stage.Compliance);

        _customer.Save(3, 17, (Columns.Stage, Stage.Readiness));

        Assert.Equal(
            (Stage.Readiness, Stage.Readiness),
            (_customer.Crm.StageOf(_customer.Id), _customer.Crm.ProcessStageOf(process)));
    }

    /// <summary>A sheet sends every column, the stage as it was when it was exported too.</summary>
    [Fact]
    public void A_stage_that_is_sent_as_it_was_takes_the_process_back_that_somebody_else_has_just_moved()
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Onboarding)]);
        var process = _customer.Crm.StartProcess(_customer.Id);
        _meanwhile = () => Colleague(
            (Columns.Stage, new OptionSetValue((int)Stage.Prospect)), (Columns.StageChangeReason, "Too early"));

        _customer.Save(3, 17, (Columns.Stage, Stage.Onboarding));

        Assert.Equal(
            (Stage.Onboarding, Stage.Onboarding),
            (_customer.Crm.StageOf(_customer.Id), _customer.Crm.ProcessStageOf(process)));
    }

    /// <summary>One step forward by who saw it, three back by what is true.</summary>
    [Fact]
    public void A_move_that_another_has_overtaken_is_a_move_back()
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Onboarding)]);
        _meanwhile = () => Colleague(Columns.Stage, new OptionSetValue((int)Stage.Live));

        Assert.StartsWith(
            "CM003 Contoso Dental can't go back from Live to Compliance without a reason.",
            Refusal(() => _customer.Save(3, 17, (Columns.Stage, Stage.Compliance))), StringComparison.Ordinal);
        Assert.Equal(Stage.Live, _customer.Crm.StageOf(_customer.Id));
    }

    /// <summary>A form that shows no hold sends none: what the record holds in the end is what counts.</summary>
    [Fact]
    public void A_hold_that_is_written_over_unseen_is_lifted()
    {
        _customer.LiveInMarch();
        _meanwhile = () => _customer.Host.ServiceFor(_customer.Crm.Colleague).Update(new("account", _customer.Id)
        {
            [Columns.BillingHold] = true,
            [Columns.BillingHoldReason] = "Dispute",
        });

        _customer.Save(4, 20, (Columns.BillingHold, false), (Columns.RegistrationNumber, "AU-5000"));

        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], _customer.Periods());
        AssertAccount(BillableStatus.Billable, since: Day(3, 14), firstBillableOn: Day(3, 14));
    }

    void Colleague(Column column, object? value) => Colleague((column, value));

    void Colleague(params (Column Column, object? Value)[] columns)
    {
        var row = new Entity("account", _customer.Id);
        foreach (var (column, value) in columns)
        {
            row[column] = value;
        }

        _customer.Host.ServiceFor(_customer.Crm.Colleague).Update(row);
    }

    void AssertAccount(BillableStatus status, DateTime since, DateTime firstBillableOn)
    {
        var account = _customer.Account;
        Assert.Equal((int)status, account.GetAttributeValue<OptionSetValue>(Columns.BillableStatus).Value);
        Assert.Equal((since, firstBillableOn), (account[Columns.BillableStatusOn], account[Columns.FirstBillableOn]));
    }

    static string Refusal(Action save) =>
        Assert.Throws<FaultException<OrganizationServiceFault>>(save).Detail.Message;
}
