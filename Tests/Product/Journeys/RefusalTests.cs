using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Every rule on every channel: each refusal starts with its code and leaves the store unchanged.</summary>
public sealed class RefusalTests : IDisposable
{
    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    /// <summary>How a change reaches the server.</summary>
    public enum Channel
    {
        /// <summary>A form sends what was edited, and computed columns as they are.</summary>
        FormSave,

        /// <summary>The process's own fields are saved with the account, then the process moves to the stage.</summary>
        GuidedProcess,

        /// <summary>An integration with all rights sends just the change.</summary>
        ServiceUpdate,

        /// <summary>The second row of an UpdateMultiple; the first is innocent and must be rolled back too.</summary>
        BulkMessage,

        /// <summary>An exported sheet comes back with every column, as an upsert.</summary>
        ReimportedSheet,
    }

    /// <summary>A customer and a change of it that breaks one rule.</summary>
    sealed record Offence(
        Stage From, KeyValuePair<string, object?>[] Change, KeyValuePair<string, object?>[]? Given = null)
    {
        /// <summary>Somebody required a document, which the customer lacks.</summary>
        public bool LacksDocument { get; init; }

        /// <summary>The rep owns the account, and no integration does what is an offence of its owner.</summary>
        public bool IsOfOwner { get; init; }
    }

    /// <summary>Stands for a user of the environment, which is made anew for every test.</summary>
    static readonly object Somebody = new();

    static readonly Dictionary<string, Offence> Offences = new()
    {
        ["CM001"] = new(Stage.Prospect, [Columns.Stage.To(Stage.Onboarding)]),
        ["CM002"] = new(Stage.Live, [Columns.RegistrationNumber.To(null)]),
        ["CM003"] = new(Stage.Live, [Columns.Stage.To(Stage.Readiness)]),
        ["CM004"] = new(Stage.Onboarding, [Columns.OnboardingCompletedOn.To(Today.AddDays(30))]),
        ["CM005"] = new(Stage.Onboarding, [Columns.ReadyForServiceOn.To(Today.AddDays(-1))]),
        ["CM006"] = new(Stage.Live, [Columns.BillableStatus.To(new OptionSetValue((int)BillableStatus.Ended))]),
        ["CM007"] = new(
            Stage.Readiness, [Columns.Stage.To(Stage.Live)],
            Given:
            [
                Columns.ServiceOwner.To(Somebody), Columns.ServiceStartsOn.To(Today.AddDays(30)),
                Columns.ReadyForServiceOn.To(Today.AddDays(-1)),
            ]),
        ["CM008"] = new(
            Stage.Live,
            [Columns.ServiceEndedOn.To(Today.AddDays(-31)), Columns.StageChangeReason.To("They had left long ago")]),
        ["CM009"] = new(Stage.Live, [Columns.BillingHold.To(true)]),
        ["CM012"] = new(Stage.Compliance, [Columns.DocumentsSubmittedOn.To(Today.AddDays(-1))])
        {
            LacksDocument = true,
        },
        ["CM013"] = new(Stage.Readiness, [Columns.ReadyForServiceOn.To(Today.AddDays(-1))]) { IsOfOwner = true },
        ["CM015"] = new(Stage.Live, [Columns.Chargeable.To(false), Columns.TakesEffectOn.To(Today.AddDays(-5))]),
    };

    public static IEnumerable<object[]> EveryRuleOnEveryChannel() =>
        from code in Offences.Keys
        from channel in Enum.GetValues<Channel>()
        select new object[] { code, channel };

    [Theory, MemberData(nameof(EveryRuleOnEveryChannel))]
    public void A_save_that_breaks_a_rule_is_refused(string code, Channel channel)
    {
        var offence = Offences[code];
        var account = _crm.CustomerIn(offence.From, Given(offence));
        var process = _crm.StartProcess(account);
        if (offence.LacksDocument)
        {
            _crm.RequireDocument("Business licence");
        }

        var integration = offence.IsOfOwner ? _crm.AsRep : _crm.Host.System;
        var message = _crm.Refused(Send(channel, account, process, offence.Change, integration));

        Assert.StartsWith(code + " ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("cm_", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Every_rule_is_tried_on_every_channel() => Assert.All(SaveRules.All, rule => Assert.True(
        Offences.ContainsKey(rule.Code),
        $"Tests/Product/Journeys/RefusalTests.cs: Offences lacks {rule.Code}: {rule.Says.English}"));

    [Theory]
    [InlineData("CM001")]
    [InlineData("CM004")]
    [InlineData("CM007")]
    [InlineData("CM008")]
    [InlineData("CM009")]
    public void Imported_rows_are_judged_when_a_second_import_sets_their_stage(string code)
    {
        var offence = Offences[code];
        var values = _crm.WhatIsNeededFor(Stage.Live).Where(pair => pair.Value is not EntityReference)
            .ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var value in Given(offence).Concat(offence.Change.Where(change => change.Key != Columns.Stage)))
        {
            values[value.Key] = value.Value;
        }

        if (code == "CM001")
        {
            values.Remove(Columns.RegistrationNumber);
        }

        // The import wizard creates the rows first and fills in the lookups in a second pass.
        var account = _crm.Outsider(values);
        _crm.Save(account, [.. _crm.WhatIsNeededFor(Stage.Live).Where(pair => pair.Value is EntityReference)]);

        var message = _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Live)));

        Assert.StartsWith(code + " ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CM001")]
    [InlineData("CM004")]
    [InlineData("CM006")]
    [InlineData("CM007")]
    [InlineData("CM009")]
    public void A_create_in_a_stage_is_judged_as_well(string code)
    {
        var offence = Offences[code];
        var stage = offence.Change.Any(change => change.Key == Columns.Stage)
            ? (Stage)((OptionSetValue)offence.Change[0].Value!).Value
            : offence.From;
        var values = code == "CM001" ? [] : _crm.WhatIsNeededFor(stage);
        foreach (var value in Given(offence).Concat(offence.Change).Append(Columns.Stage.To(stage)))
        {
            values[value.Key] = value.Value;
        }

        var one = Row(Guid.Empty, [.. values, "name".To("Contoso Dental")]);
        Assert.StartsWith(code, _crm.Refused(() => _crm.AsRep.Create(one)), StringComparison.Ordinal);

        var bulk = new CreateMultipleRequest
        {
            Targets = new EntityCollection([Row(Guid.Empty, "name".To("Innocent")), one]) { EntityName = "account" },
        };
        Assert.StartsWith(code, _crm.Refused(() => _crm.AsRep.Execute(bulk)), StringComparison.Ordinal);
    }

    [Fact]
    public void CM006_Holds_outside_the_lifecycle_too()
    {
        var account = _crm.Outsider();
        Assert.StartsWith(
            "CM006 Contoso Dental: \"Active customer\" can't be changed", _crm.Refused(() => _crm.Host.System.Update(
            Row(account, Columns.IsActiveCustomer.To(true)))), StringComparison.Ordinal);
    }

    [Fact]
    public void CM008_Closing_needs_reason_and_last_day()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal(
            "CM008 Contoso Dental can't be Closed without: End reason, Last day of service.",
            _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Closed))));
    }

    [Fact]
    public void CM008_A_prospect_is_closed_without_a_last_day()
    {
        var account = _crm.CustomerIn(Stage.Prospect);
        Assert.Equal(
            "CM008 Contoso Dental can't be Closed without: End reason.",
            _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Closed))));
        _crm.Save(
            account, Columns.Stage.To(Stage.Closed),
            Columns.EndReason.To(new OptionSetValue((int)EndReason.NeverWentLive)));
        Assert.Equal((Stage.Closed, BillableStatus.NotBillable), (_crm.StageOf(account), _crm.StatusOf(account)));
    }

    [Fact]
    public void CM002_The_stage_of_a_customer_that_has_been_live_cannot_be_emptied()
    {
        var account = _crm.CustomerIn(Stage.Live);
        Assert.Equal(
            "CM002 Contoso Dental has been live, so \"Lifecycle stage\" can't be emptied. When the service has ended, "
            + "choose Closed.",
            _crm.Refused(() => _crm.Save(
                account, Columns.Stage.To(null), Columns.StageChangeReason.To("Entered by mistake"))));
    }

    /// <summary>What a record brings into the lifecycle isn't judged by CM005.</summary>
    [Fact]
    public void A_create_may_bring_milestones_of_later_stages()
    {
        var account = _crm.CustomerIn(Stage.Onboarding, Columns.ReadyForServiceOn.To(Today.AddDays(-1)));
        Assert.Equal(Today.AddDays(-1), _crm.Account(account)[Columns.ReadyForServiceOn]);
    }

    [Fact]
    public void The_first_move_of_the_guided_process_judges_an_imported_row()
    {
        var imported = _crm.WhatIsNeededFor(Stage.Onboarding);
        imported[Columns.AgreementSignedOn] = Today.AddDays(30);
        var process = _crm.StartProcess(_crm.Outsider(imported));
        Assert.StartsWith(
            "CM004 Contoso Dental: \"Agreement signed on\"",
            _crm.Refused(() => _crm.MoveProcess(process, Stage.Onboarding)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_names_everything_that_is_missing_in_the_callers_language()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        Assert.Equal(
            "CM001 Contoso Dental can't enter Readiness yet. Still needed: "
            + "Compliance - Compliance reviewer, Registration number, Required documents submitted on.",
            _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Readiness))));

        var spanish = _crm.Refused(() => _crm.Host.ServiceFor(_crm.Colleague).Update(
            Row(account, Columns.Stage.To(Stage.Readiness))));
        Assert.StartsWith("CM001 Contoso Dental aún no puede pasar a ", spanish, StringComparison.Ordinal);
        Assert.DoesNotContain("Registration number", spanish, StringComparison.Ordinal);
    }

    [Fact]
    public void A_save_with_several_faults_names_them_all()
    {
        var account = _crm.CustomerIn(Stage.Prospect);
        var lines = _crm.Refused(() => _crm.Save(
            account, Columns.Stage.To(Stage.Onboarding), Columns.AgreementSignedOn.To(Today.AddDays(9)),
            Columns.BillingHold.To(true), Columns.DefinitionVersion.To("9"))).Split('\n');
        Assert.Equal(["CM001", "CM004", "CM006", "CM009"], lines.Select(line => line.Split(' ')[0]));
    }

    KeyValuePair<string, object?>[] Given(Offence offence) =>
        [.. (offence.Given ?? []).Concat(
            offence.IsOfOwner ? ["ownerid".To(new EntityReference("systemuser", _crm.Rep))] : [])
            .Select(
                value => value.Value == Somebody ? value.Key.To(_crm.GoodValue(Columns.Named(value.Key)!)) : value)];

    /// <summary>Does what the channel does before, and returns the call that is refused.</summary>
    Action Send(
        Channel channel, Guid account, Guid process, KeyValuePair<string, object?>[] change,
        IOrganizationService integration)
    {
        var stored = _crm.Account(account);
        var computed = stored.Attributes.Where(column => Columns.Named(column.Key)?.IsComputed == true)
            .Select(column => column.Key.To(column.Value)).ToArray();
        switch (channel)
        {
            case Channel.FormSave:
                return () => _crm.AsRep.Update(With(Row(account, computed), change));

            case Channel.GuidedProcess when change.SingleOrDefault(c => c.Key == Columns.Stage)
                .Value is OptionSetValue stage:
                return () => _crm.MoveProcess(process, (Stage)stage.Value);

            case Channel.GuidedProcess:
                return () => _crm.Save(account, change);

            case Channel.ServiceUpdate:
                return () => integration.Update(Row(account, change));

            case Channel.BulkMessage:
                var innocent = _crm.Outsider(name: "Fabrikam Clinic");
                return () => _crm.AsRep.Execute(new UpdateMultipleRequest
                {
                    Targets = new EntityCollection([Row(innocent, "name".To("Renamed")),
                        Row(account, change)])
                    { EntityName = "account" },
                });

            case Channel.ReimportedSheet:
                var sheet = stored.Attributes.Where(
                    column => Columns.Named(column.Key) is not null || column.Key == "name")
                    .Where(column => column.Key != Columns.State && column.Key != Columns.Status)
                    .Select(column => column.Key.To(column.Value)).ToArray();
                return () => _crm.AsRep.Execute(new UpsertRequest { Target = With(Row(account, sheet), change) });

            default:
                throw new ArgumentOutOfRangeException(nameof(channel), channel, null);
        }
    }

    static Entity With(Entity row, KeyValuePair<string, object?>[] change)
    {
        foreach (var value in change)
        {
            row[value.Key] = value.Value;
        }

        return row;
    }
}
