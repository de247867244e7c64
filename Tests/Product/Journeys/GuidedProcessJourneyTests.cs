using System;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>After every save the account's stage and the active stage of its process agree.</summary>
public sealed class GuidedProcessJourneyTests : IDisposable
{
    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    [Theory]
    [InlineData(Stage.Prospect)]
    [InlineData(Stage.Compliance)]
    [InlineData(Stage.Live)]
    public void A_process_created_later_starts_at_the_accounts_stage(Stage stage)
    {
        var (account, process) = _crm.GuidedCustomerIn(stage);
        Assert.Equal((stage, stage), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
        Assert.Equal(GuidedProcess.PathTo(stage), _crm.Process(process)[GuidedProcess.TraversedPath]);
    }

    [Theory]
    [InlineData(Stage.Prospect)]
    [InlineData(Stage.Compliance)]
    public void A_process_alone_leaves_an_account_outside_the_lifecycle(Stage createdAt)
    {
        var account = _crm.Outsider(_crm.WhatIsNeededFor(Stage.Live));
        var process = _crm.StartProcess(account, createdAt);
        Assert.Equal((null, createdAt), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
    }

    [Fact]
    public void The_first_move_of_the_process_brings_an_account_into_the_lifecycle()
    {
        var account = _crm.Outsider(_crm.WhatIsNeededFor(Stage.Onboarding));
        var process = _crm.StartProcess(account);
        _crm.MoveProcess(process, Stage.Onboarding);
        Assert.Equal((Stage.Onboarding, Stage.Onboarding), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
    }

    [Fact]
    public void The_first_move_passes_the_gate_like_any_other()
    {
        var process = _crm.StartProcess(_crm.Outsider());
        Assert.StartsWith(
            "CM001 Contoso Dental can't enter Onboarding yet.",
            _crm.Refused(() => _crm.MoveProcess(process, Stage.Onboarding)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_stage_of_an_account_outside_moves_the_process_that_waits_there()
    {
        var account = _crm.Outsider(_crm.WhatIsNeededFor(Stage.Compliance));
        var process = _crm.StartProcess(account);
        _crm.Save(account, Columns.Stage.To(Stage.Compliance));
        Assert.Equal((Stage.Compliance, Stage.Compliance), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
    }

    [Fact]
    public void A_process_on_a_closed_account_changes_nothing()
    {
        var account = _crm.CustomerIn(Stage.Closed);
        _crm.StartProcess(account);
        Assert.Equal(Stage.Closed, _crm.StageOf(account));
    }

    [Theory]
    [InlineData(Stage.Prospect, Stage.Live)]
    [InlineData(Stage.Live, Stage.Prospect)]
    [InlineData(Stage.Compliance, Stage.Readiness)]
    public void The_process_follows_an_account_that_jumps(Stage from, Stage to)
    {
        var (account, process) = _crm.GuidedCustomerIn(from);
        _crm.Save(
            account,
            [.. _crm.WhatIsNeededFor(Stage.Live), Columns.Stage.To(to), Columns.StageChangeReason.To("Because")]);
        Assert.Equal((to, to), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
        Assert.Equal(GuidedProcess.PathTo(to), _crm.Process(process)[GuidedProcess.TraversedPath]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Finishing_or_abandoning_changes_nothing_on_the_account(int statusReason)
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Live);
        var before = _crm.Account(account);
        End(process, statusReason);
        Assert.Equal(before.GetAttributeValue<long>("versionnumber"), _crm.Account(account)["versionnumber"]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void An_ended_process_is_reactivated_when_the_account_moves(int statusReason)
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Live);
        End(process, statusReason);
        _crm.Save(account, Columns.Stage.To(Stage.Compliance), Columns.StageChangeReason.To("Documents expired"));
        Assert.Equal(Stage.Compliance, _crm.ProcessStageOf(process));
        Assert.Equal(0, _crm.Process(process).GetAttributeValue<OptionSetValue>(GuidedProcess.State).Value);
    }

    [Fact]
    public void A_finished_process_that_stands_at_the_stage_already_stays_finished()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Live);
        End(process, 2);
        _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Closed), Columns.Stage.To(Stage.Closed)]);
        _crm.Save(account, Columns.Stage.To(Stage.Live), Columns.StageChangeReason.To("They came back"));
        Assert.Equal((Stage.Live, Stage.Live), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
        Assert.Equal(1, _crm.Process(process).GetAttributeValue<OptionSetValue>(GuidedProcess.State).Value);
    }

    [Fact]
    public void The_process_of_a_customer_that_enters_again_goes_on()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Prospect);
        _crm.Save(account, Columns.Stage.To(null), Columns.StageChangeReason.To("A supplier after all"));
        _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Onboarding), Columns.Stage.To(Stage.Prospect)]);
        Assert.Equal(0, _crm.Process(process).GetAttributeValue<OptionSetValue>(GuidedProcess.State).Value);

        _crm.MoveProcess(process, Stage.Onboarding);
        Assert.Equal(Stage.Onboarding, _crm.StageOf(account));
    }

    [Fact]
    public void Closing_leaves_the_process_where_it_is_and_moving_it_reopens_through_the_gate()
    {
        var (account, process) = _crm.GuidedCustomerIn(Stage.Live);
        _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Closed), Columns.Stage.To(Stage.Closed)]);
        Assert.Equal(Stage.Live, _crm.ProcessStageOf(process));

        Assert.StartsWith(
            "CM003", _crm.Refused(() => _crm.MoveProcess(process, Stage.Readiness)), StringComparison.Ordinal);
        _crm.Save(account, Columns.StageChangeReason.To("They came back"));
        _crm.MoveProcess(process, Stage.Readiness);
        Assert.Equal((Stage.Readiness, Stage.Readiness), (_crm.StageOf(account), _crm.ProcessStageOf(process)));
    }

    /// <summary>Judged like a move of that account, and the one that is left keeps its stage.</summary>
    [Fact]
    public void A_process_pointed_at_another_account_takes_it_along_through_the_gate()
    {
        var (left, process) = _crm.GuidedCustomerIn(Stage.Compliance);
        var other = _crm.CustomerIn(Stage.Onboarding);
        Assert.StartsWith(
            "CM001 Contoso Dental can't enter Compliance yet.", _crm.Refused(() => Point(process, other)),
            StringComparison.Ordinal);

        _crm.Save(other, [.. _crm.WhatIsNeededFor(Stage.Compliance)]);
        Point(process, other);
        Assert.Equal((Stage.Compliance, Stage.Compliance), (_crm.StageOf(other), _crm.ProcessStageOf(process)));

        _crm.Save(left, [.. _crm.WhatIsNeededFor(Stage.Live), Columns.Stage.To(Stage.Live)]);
        Assert.Equal(Stage.Compliance, _crm.ProcessStageOf(process));
    }

    [Theory]
    [InlineData(Stage.Live)]
    [InlineData(Stage.Closed)]
    public void A_process_pointed_at_an_account_that_is_further_on_needs_a_reason(Stage stage)
    {
        var (_, process) = _crm.GuidedCustomerIn(Stage.Compliance);
        var other = _crm.CustomerIn(stage, [.. _crm.WhatIsNeededFor(Stage.Live)]);
        Assert.StartsWith(
            $"CM003 Contoso Dental can't go back from {stage} to Compliance without a reason.",
            _crm.Refused(() => Point(process, other)), StringComparison.Ordinal);

        _crm.Save(other, Columns.StageChangeReason.To("Documents lacking"));
        Point(process, other);
        Assert.Equal((Stage.Compliance, Stage.Compliance), (_crm.StageOf(other), _crm.ProcessStageOf(process)));
    }

    [Fact]
    public void A_process_pointed_at_a_supplier_is_judged_like_its_first_move()
    {
        var (_, process) = _crm.GuidedCustomerIn(Stage.Onboarding);
        var supplier = _crm.Outsider();
        Assert.StartsWith(
            "CM001 Contoso Dental can't enter Onboarding yet.", _crm.Refused(() => Point(process, supplier)),
            StringComparison.Ordinal);
    }

    void Point(Guid process, Guid account) => _crm.AsRep.Update(new Entity(GuidedProcess.Table, process)
    {
        [GuidedProcess.Account] = new EntityReference("account", account),
    });

    void End(Guid process, int statusReason) => _crm.AsRep.Update(new Entity(GuidedProcess.Table, process)
    {
        [GuidedProcess.State] = new OptionSetValue(1),
        [GuidedProcess.Status] = new OptionSetValue(statusReason),
    });
}
