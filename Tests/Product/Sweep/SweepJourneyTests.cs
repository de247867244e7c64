using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Sweep.SweepDesk;

namespace CrmMilestones.Tests.Sweep;

/// <summary>What a sweep finds, repairs and leaves to people, as an administrator of the solution, on the embedded
/// host.</summary>
public sealed class SweepJourneyTests : IDisposable
{
    readonly SweepDesk _desk = new();

    public SweepJourneyTests() => _desk.Customer.LiveInMarch();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Where_nothing_is_wrong_nothing_is_found_and_nothing_written()
    {
        var before = _desk.Customer.Host.Snapshot();

        var result = _desk.Sweep(5, 4, repair: true);

        Assert.Empty(result.Left);
        Assert.Equal(0, result.Before);
        Assert.Equal(2, result.Rows["periods"]);
        Assert.Equal(1, result.Rows["accounts"]);
        Assert.Equal(before, _desk.Customer.Host.Snapshot());
    }

    [Fact]
    public void A_hold_written_past_the_plug_ins_is_found_and_repaired()
    {
        _desk.PastThePlugIns((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));

        string[] findings = [.. _desk.Findings(5, 4)];

        Assert.Equal(2, findings.Length);
        Assert.StartsWith("Stored values differ from the rules: ", findings[0], StringComparison.Ordinal);
        Assert.All(
            [
                "Billable status is Billable and should be On hold",
                "Billable status since is 2026-03-14 and should be 2026-05-04",
                "and should be \"On billing hold: Dispute\"",
            ],
            part => Assert.Contains(part, findings[0], StringComparison.Ordinal));
        var market = _desk.Crm.Market;
        Assert.Equal(
            "Status periods differ from the record: The periods say Billable (Live, Complete, Chargeable, "
                + $"AccountActive, market {market}), and the record says On hold (Live, Complete, Chargeable, OnHold, "
                + $"AccountActive, market {market}).",
            findings[1]);
        AssertRepaired(5, 4);
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "On hold 05-04 -"], _desk.Customer.Periods());
    }

    [Fact]
    public void A_last_day_that_has_passed_is_found_on_the_day_after()
    {
        _desk.Customer.Save(4, 1, (Columns.ServiceEndedOn, Day(4, 30)));

        Assert.Empty(_desk.Findings(4, 30));
        Assert.Equal(
            ["Last day of service has passed: Its last day of service was 2026-04-30, and the account says Billable."],
            _desk.Findings(5, 1));
        AssertRepaired(5, 1);
        Assert.Equal(BillableStatus.Ended, _desk.Crm.StatusOf(_desk.Customer.Id));
    }

    [Fact]
    public void A_contact_that_was_deleted_leaves_a_required_column_empty_which_a_person_fills()
    {
        _desk.PastThePlugIns(new DeleteRequest { Target = new("contact", _desk.Crm.Contact) });

        Assert.Equal(
            ["Required column missing: It is in Live without Primary Contact (Prospect)."],
            _desk.Findings(5, 4, repair: true));

        var other = _desk.Crm.AsRep.Create(new Entity("contact") { ["lastname"] = "Ng" });
        _desk.Customer.Save(5, 5, (Columns.PrimaryContact, new EntityReference("contact", other)));
        Assert.Empty(_desk.Findings(5, 6));
        Assert.Equal(["Required column missing (resolved)"], _desk.Stored());
    }

    [Fact]
    public void A_requirement_that_administrators_added_is_asked_for_too()
    {
        _desk.Customer.Now = new(Day(5, 4), TimeSpan.Zero);
        _desk.Crm.AsRep.Create(new Entity("cm_stagerequirement")
        {
            ["cm_name"] = "Website",
            ["cm_stage"] = new OptionSetValue((int)Stage.Prospect),
            ["cm_column"] = "websiteurl",
            ["cm_effect"] = new OptionSetValue(727000000),
        });

        Assert.Equal(
            ["Required column missing: It is in Live without Website (Prospect)."], _desk.Findings(5, 4));
    }

    [Fact]
    public void An_account_deleted_past_the_plug_ins_leaves_periods_that_go_on()
    {
        var id = _desk.Customer.Id;
        _desk.PastThePlugIns(new DeleteRequest { Target = new("account", id) });

        Assert.Equal(
            [$"Account is gone and its periods go on: There is no account {id}, and its periods go on as Billable."],
            _desk.Findings(5, 4, repair: true));
        Assert.Equal(["Account is gone and its periods go on"], _desk.Stored());
    }

    [Fact]
    public void An_account_deleted_as_it_should_be_is_no_finding()
    {
        _desk.Customer.Now = new(Day(5, 4), TimeSpan.Zero);
        _desk.Crm.Host.System.Delete("account", _desk.Customer.Id);

        Assert.Empty(_desk.Findings(5, 5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_process_that_stands_elsewhere_is_taken_to_the_accounts_stage(bool finished)
    {
        _desk.Customer.Now = new(Day(5, 4), TimeSpan.Zero);
        var process = _desk.Crm.StartProcess(_desk.Customer.Id);
        Assert.Equal(Stage.Live, _desk.Crm.ProcessStageOf(process));
        Entity moved = new(GuidedProcess.Table, process)
        {
            [GuidedProcess.ActiveStage] =
                new EntityReference("processstage", GuidedProcess.IdOf(Stage.Onboarding)),
            [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(Stage.Onboarding),
        };
        _desk.PastThePlugIns(new UpdateRequest { Target = moved });
        if (finished)
        {
            _desk.PastThePlugIns(new UpdateRequest
            {
                Target = new(GuidedProcess.Table, process)
                {
                    ["statecode"] = new OptionSetValue(1),
                    ["statuscode"] = new OptionSetValue(3),
                },
            });
        }

        Assert.Equal(
            ["Guided process and account apart: The account is in Live, its guided process in Onboarding."],
            _desk.Findings(5, 4));
        AssertRepaired(5, 4);
        Assert.Equal(Stage.Live, _desk.Crm.ProcessStageOf(process));
        Assert.Equal(Stage.Live, _desk.Crm.StageOf(_desk.Customer.Id));
    }

    [Theory]
    [InlineData("cm_until", 10, "say nothing from 2026-03-11 to 2026-03-13")]
    [InlineData("cm_until", 20, "say two things from 2026-03-14 to 2026-03-20")]
    [InlineData("cm_until", 0, "have an open end from 2026-01-05 and go on on 2026-03-14")]
    public void Gaps_and_overlaps_of_periods_are_found_and_repaired(string column, int march, string problem)
    {
        var first = _desk.Customer.Host.System.RetrieveMultiple(new QueryExpression("cm_statusperiod")
        {
            Criteria =
            {
                Conditions =
                {
                    new("cm_from", ConditionOperator.Equal, Day(1, 5)),
                    new("cm_supersededon", ConditionOperator.Null),
                },
            },
        }).Entities.Single().Id;
        _desk.PastThePlugIns(new UpdateRequest
        {
            Target = new("cm_statusperiod", first) { [column] = march == 0 ? null : Day(3, march) },
        });

        Assert.Equal([$"Status periods with gaps or overlaps: Its periods {problem}."], _desk.Findings(5, 4));
        AssertRepaired(5, 4);
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], _desk.Customer.Periods());
    }

    [Fact]
    public void A_stage_emptied_past_the_plug_ins_leaves_periods_for_a_person_to_look_at()
    {
        _desk.PastThePlugIns((Columns.Stage, null));

        Assert.Equal(
            ["Outside the lifecycle with status periods: It has no stage, and periods from 2026-01-05 on."],
            _desk.Findings(5, 4, repair: true));
    }

    [Fact]
    public void A_document_past_its_last_day_is_marked_as_expired()
    {
        _desk.Customer.Now = new(Day(4, 1), TimeSpan.Zero);
        var document = _desk.Crm.HandIn(_desk.Customer.Id, _desk.Crm.RequireDocument("Licence"));
        _desk.Crm.Check(
            document, DocumentStatus.Verified.Status(), "cm_verifiedon".To(Day(4, 1)), "cm_expireson".To(Day(5, 3)));

        Assert.Empty(_desk.Findings(5, 3));
        Assert.Equal(
            ["Document is past its last day: Licence 2026: It was valid up to 2026-05-03."], _desk.Findings(5, 4));
        AssertRepaired(5, 4);
        Assert.Equal(DocumentStatus.Expired, _desk.Crm.State(document).Status);
    }

    [Fact]
    public void A_requirement_whose_column_is_gone_is_left_to_an_administrator()
    {
        _desk.PastThePlugIns(new CreateRequest
        {
            Target = new("cm_stagerequirement")
            {
                ["cm_name"] = "Old number",
                ["cm_stage"] = new OptionSetValue((int)Stage.Prospect),
                ["cm_column"] = "old_number",
                ["cm_effect"] = new OptionSetValue(727000000),
            },
        });

        Assert.Equal(
            ["Column of a requirement is gone: Old number: Account has no column old_number any more, so nobody is "
                + "asked for it."],
            _desk.Findings(5, 4, repair: true));
    }

    [Fact]
    public void A_claim_that_tells_something_untrue_is_judged_again()
    {
        _desk.Customer.Now = new(Day(4, 1), TimeSpan.Zero);
        var claim = _desk.Customer.Host.System.Create(new Entity("cm_externalclaim")
        {
            ["cm_name"] = "Invoice 1",
            ["cm_source"] = new OptionSetValue(727000000),
            ["cm_accountid"] = new EntityReference("account", _desk.Customer.Id),
            ["cm_periodstart"] = Day(3, 1),
            ["cm_periodend"] = Day(3, 31),
        });
        _desk.PastThePlugIns(new UpdateRequest
        {
            Target = new("cm_externalclaim", claim) { ["cm_agreement"] = new OptionSetValue(727000001) },
        });

        Assert.Equal(
            ["Claim is to be judged again: Invoice 1: It is told as ClaimedButNotBillable and should be Agrees."],
            _desk.Findings(5, 4));
        AssertRepaired(5, 4);
        Assert.Equal(727000000, _desk.Customer.Host.System.Retrieve("cm_externalclaim", claim, new("cm_agreement"))
            .GetAttributeValue<OptionSetValue>("cm_agreement").Value);
    }

    [Fact]
    public void A_finding_that_is_still_there_is_not_written_again()
    {
        _desk.PastThePlugIns((Columns.BillableReason, "Because"));
        Assert.Equal(1, _desk.Sweep(5, 4).Created);
        var before = _desk.Customer.Host.Snapshot();

        var second = _desk.Sweep(5, 5);

        Assert.Equal((1, 0, 0), (second.Left.Count, second.Created, second.Resolved));
        Assert.Equal(before, _desk.Customer.Host.Snapshot());
    }

    [Fact]
    public void What_is_repaired_at_once_is_kept_as_resolved()
    {
        _desk.PastThePlugIns((Columns.BillableReason, "Because"));

        var result = _desk.Sweep(5, 4, repair: true);

        Assert.Equal((1, 0), (result.Before, result.Left.Count));
        Assert.Equal(["Stored values differ from the rules (resolved)"], _desk.Stored());
    }

    [Fact]
    public async Task A_sweep_that_is_killed_at_any_request_goes_on_and_finds_the_same()
    {
        for (var i = 0; i < 3; i++)
        {
            _desk.Crm.AsRep.Create(new Entity("account")
            {
                ["name"] = $"Customer {i}",
                [Columns.Stage] = new OptionSetValue((int)Stage.Prospect),
            });
        }

        _desk.PastThePlugIns((Columns.BillableReason, "Because"));
        _desk.PageSize = 2;
        List<string> asked = [];
        _desk.Watch = request => asked.Add(Asked(request));
        var whole = _desk.Sweep(5, 4);
        var requests = asked.Count;
        var pages = asked.Count(table => table is "account" or "cm_statusperiod");
        Assert.Equal(1, whole.Created);

        for (var kill = 1; kill < requests; kill++)
        {
            asked.Clear();
            var sent = 0;
            _desk.Watch = request =>
            {
                asked.Add(Asked(request));
                if (++sent == kill)
                {
                    throw new InvalidOperationException("Killed.");
                }
            };
            await Assert.ThrowsAsync<InvalidOperationException>(() => _desk.SweepAsync(5, 4));
            var resumed = await _desk.SweepAsync(5, 4);

            Assert.Equal(
                whole.Left.Select(finding => (finding.Rule, finding.Account, finding.Detail)),
                resumed.Left.Select(finding => (finding.Rule, finding.Account, finding.Detail)));
            Assert.Equal(whole.Rows, resumed.Rows);
            // The page that failed, the one that was read ahead of what was judged, and the second look.
            Assert.InRange(asked.Count(table => table is "account" or "cm_statusperiod"), 1, pages + 4);
        }

        static string Asked(OrganizationRequest request) =>
            request is RetrieveMultipleRequest { Query: QueryExpression query } ? query.EntityName : "";
    }

    /// <summary>And a second run writes nothing.</summary>
    void AssertRepaired(int month, int day)
    {
        Assert.Empty(_desk.Findings(month, day, repair: true));
        Assert.All(_desk.Stored(), finding => Assert.EndsWith("(resolved)", finding, StringComparison.Ordinal));
        var before = _desk.Customer.Host.Snapshot();
        Assert.Empty(_desk.Findings(month, day, repair: true));
        Assert.Equal(before, _desk.Customer.Host.Snapshot());
    }
}
