using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Rules;

public class GuidedProcessTests
{
    [Fact]
    public void Every_guided_stage_has_an_id_and_Closed_has_none()
    {
        Assert.All(
            Lifecycle.Stages.Guided, stage => Assert.Equal(stage, GuidedProcess.StageOf(GuidedProcess.IdOf(stage))));
        Assert.Throws<System.ArgumentOutOfRangeException>(() => GuidedProcess.IdOf(Stage.Closed));
        Assert.Null(GuidedProcess.StageOf(Guid.Empty));
        Assert.Null(GuidedProcess.StageOf(null));
    }

    [Fact]
    public void The_path_leads_from_the_first_stage_to_the_active_one() => Assert.Equal(
        string.Join(",", new[] { Stage.Prospect, Stage.Onboarding, Stage.Compliance }.Select(GuidedProcess.IdOf)),
        GuidedProcess.PathTo(Stage.Compliance));

    [Theory]
    [InlineData(Stage.Live, Stage.Prospect, Stage.Onboarding)]
    [InlineData(Stage.Compliance, Stage.Live, Stage.Readiness)]
    [InlineData(Stage.Live, Stage.Live, null)]
    [InlineData(Stage.Closed, Stage.Live, null)]
    [InlineData(null, Stage.Live, null)]
    public void The_process_moves_one_stage_at_a_time_toward_the_account(
        Stage? account, Stage active, Stage? expected) =>
        Assert.Equal(expected, GuidedProcess.StepToward(account, active));

    [Theory]
    [InlineData(null, null, Stage.Prospect, null)] // created: an account outside stays outside
    [InlineData(null, null, Stage.Compliance, null)]
    [InlineData(Stage.Live, null, Stage.Prospect, null)] // created: the process will follow
    [InlineData(Stage.Closed, null, Stage.Prospect, null)]
    [InlineData(Stage.Prospect, Stage.Prospect, Stage.Onboarding, Stage.Onboarding)] // a rep's Next
    [InlineData(Stage.Live, Stage.Live, Stage.Readiness, Stage.Readiness)] // a rep's Previous
    [InlineData(Stage.Live, Stage.Prospect, Stage.Onboarding, null)] // catching up
    [InlineData(Stage.Prospect, Stage.Live, Stage.Readiness, null)]
    [InlineData(Stage.Compliance, Stage.Onboarding, Stage.Prospect, Stage.Prospect)] // away from a drifted account
    [InlineData(Stage.Closed, Stage.Live, Stage.Readiness, Stage.Readiness)] // reopening
    [InlineData(Stage.Closed, Stage.Compliance, Stage.Readiness, Stage.Readiness)]
    [InlineData(null, Stage.Prospect, Stage.Onboarding, Stage.Onboarding)] // its first move: enters the lifecycle
    [InlineData(null, Stage.Onboarding, Stage.Prospect, Stage.Prospect)]
    [InlineData(null, Stage.Prospect, Stage.Prospect, null)]
    [InlineData(Stage.Live, Stage.Readiness, Stage.Readiness, null)]
    [InlineData(Stage.Compliance, Stage.Onboarding, Stage.Readiness, Stage.Readiness)] // no nearer than before
    public void The_account_follows_a_process_that_leads(Stage? account, Stage? before, Stage now, Stage? expected) =>
        Assert.Equal(expected, GuidedProcess.AccountMovesTo(account, before, now));

    [Theory]
    [InlineData(Stage.Onboarding, Stage.Compliance, Stage.Compliance)]
    [InlineData(Stage.Live, Stage.Compliance, Stage.Compliance)]
    [InlineData(null, Stage.Prospect, Stage.Prospect)]
    [InlineData(Stage.Compliance, Stage.Compliance, null)]
    public void The_account_at_which_a_process_is_pointed_goes_to_its_stage(
        Stage? account, Stage now, Stage? expected) =>
        Assert.Equal(expected, GuidedProcess.AccountMovesTo(account, now));

    [Fact]
    public void Account_and_process_agree_at_the_end_wherever_they_start()
    {
        foreach (var account in Lifecycle.Stages.Guided)
        {
            foreach (var before in Lifecycle.Stages.Guided)
            {
                foreach (var now in Lifecycle.Stages.Guided)
                {
                    var stage = GuidedProcess.AccountMovesTo(account, before, now) ?? account;
                    var process = now;
                    for (var steps = 0; GuidedProcess.StepToward(stage, process) is { } next; steps++)
                    {
                        Assert.True(steps < Lifecycle.Stages.Guided.Count, "The process never arrives.");
                        Assert.Null(GuidedProcess.AccountMovesTo(stage, process, next));
                        process = next;
                    }

                    Assert.Equal(stage, process);
                }
            }
        }
    }
}
