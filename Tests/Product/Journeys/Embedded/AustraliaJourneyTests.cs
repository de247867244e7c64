using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// An administrator asks customers in Australia for their ABN before onboarding, while some are under way: the year 2026,
/// by the calendar of Sydney. Robin writes English, Alex Spanish. Here only: FakeXrmEasy has one clock.
/// </summary>
public sealed class AustraliaJourneyTests : IDisposable
{
    const int Sydney = 255, Require = 727000000, Waive = 727000001;

    const string NotYet =
        "CM001 Contoso Dental can't enter Onboarding yet. Still needed: Prospect - Registration number.";

    readonly SettableClock _clock = new(Utc(3, 2));
    readonly Crm _crm;
    readonly Guid _unitedStates;

    public AustraliaJourneyTests()
    {
        _crm = new(new TestEnvironment(new() { Clock = _clock }));
        _crm.Host.System.Update(new Entity("cm_market", _crm.Market) { ["cm_timezonecode"] = Sydney });
        _unitedStates = _crm.Host.System.Create(
            new Entity("cm_market") { ["cm_name"] = "United States", ["cm_code"] = "US" });
    }

    public void Dispose() => _crm.Dispose();

    IOrganizationService AsAlex => _crm.Host.ServiceFor(_crm.Colleague);

    [Fact]
    public void A_requirement_begins_and_ends_on_its_days_by_the_calendar_of_the_market()
    {
        Rule(Require, ("cm_marketid", Market), ("cm_effectivefrom", Day(4, 1)), ("cm_effectiveuntil", Day(6, 30)));
        var (early, late, american) = (Prospect(), Prospect(), Prospect(_unitedStates));
        _crm.Save(early, ToOnboarding);

        // In Sydney it is the first of April.
        _clock.Now = Utc(3, 31, hour: 14);
        Assert.Equal(NotYet, _crm.Refused(() => _crm.Save(late, ToOnboarding)));
        Assert.Equal(
            "CM001 Contoso Dental aún no puede pasar a Incorporación. Falta: Prospecto - Número de registro.",
            _crm.Refused(() => AsAlex.Update(Crm.Row(late, ToOnboarding))));
        _crm.Save(american, ToOnboarding);

        // Sydney has left the last of June behind, UTC hasn't.
        _clock.Now = Utc(6, 30, hour: 13);
        Assert.Equal(NotYet, _crm.Refused(() => _crm.Save(late, ToOnboarding)));
        _clock.Now = Utc(6, 30, hour: 14);
        _crm.Save(late, ToOnboarding);
        Assert.Equal(
            [Stage.Onboarding, Stage.Onboarding, Stage.Onboarding],
            new[] { early, late, american }.Select(account => _crm.StageOf(account)));
    }

    [Fact]
    public void Who_is_under_way_stays_where_it_is_and_is_asked_when_it_moves_on()
    {
        var account = Customer(Stage.Onboarding, Needed(Stage.Prospect), null);
        var live = Live();
        var before = _crm.Account(live);
        Rule(Require, ("cm_marketid", Market));

        _crm.Save(account, "telephone1".To("02 5550 1234"));
        Assert.Equal(Stage.Onboarding, _crm.StageOf(account));
        Assert.Equal(
            "CM001 Contoso Dental can't enter Compliance yet. Still needed: Prospect - Registration number.",
            _crm.Refused(() => _crm.Save(account, [.. Needed(Stage.Onboarding), Columns.Stage.To(Stage.Compliance)])));
        _crm.Save(
            account,
            [
                .. Needed(Stage.Onboarding), Columns.RegistrationNumber.To("53 004 085 616"),
                Columns.Stage.To(Stage.Compliance),
            ]);
        Assert.Equal(
            "CM002 Contoso Dental: \"Registration number\" can't be emptied, because the stage that needs it has been "
            + "passed. Enter another value instead.",
            _crm.Refused(() => _crm.Save(account, Columns.RegistrationNumber.To(null))));

        _crm.Save(live, Columns.BillingTiming.To(new OptionSetValue(727000001)));
        Assert.Equal(before[Columns.BillableStatus], _crm.Account(live)[Columns.BillableStatus]);
    }

    [Fact]
    public void Of_rules_that_contradict_each_other_the_narrower_counts_and_of_two_alike_the_waiver()
    {
        var (account, american) = (Prospect(), Prospect(_unitedStates));
        Rule(Require);
        Approve(Waiver(("cm_marketid", Market)));
        Assert.Equal(NotYet, _crm.Refused(() => _crm.Save(american, ToOnboarding)));

        Rule(Require, ("cm_accountid", new EntityReference("account", account)));
        Assert.Equal(NotYet, _crm.Refused(() => _crm.Save(account, ToOnboarding)));
        Approve(Waiver(("cm_accountid", new EntityReference("account", account))));
        _crm.Save(account, ToOnboarding);

        Approve(Waiver());
        _crm.Save(american, ToOnboarding);
        Assert.Equal((Stage.Onboarding, Stage.Onboarding), (_crm.StageOf(account), _crm.StageOf(american)));
    }

    [Fact]
    public void A_waiver_is_a_draft_until_a_second_person_approves_it_and_ends_by_itself()
    {
        var account = Prospect();
        Rule(Require, ("cm_marketid", Market));
        var waiver = Waiver(
            ("cm_accountid", new EntityReference("account", account)), ("cm_effectivefrom", Day(3, 10)),
            ("cm_effectiveuntil", Day(3, 20)));
        _clock.Now = Utc(3, 10);
        Assert.Equal(NotYet, _crm.Refused(() => _crm.Save(account, ToOnboarding)));
        Assert.Equal(
            "CM011 Whoever created a row or changed it last can't approve it. Ask a colleague to approve it.",
            _crm.Refused(() => Approve(waiver, _crm.Rep, _crm.AsRep)));
        Assert.Equal(
            "CM011 Nadie aprueba en nombre de otro. Solo puede indicarse a sí mismo como aprobador.",
            _crm.Refused(() => Approve(waiver, _crm.Rep)));
        Assert.Equal(NotYet, _crm.Refused(() => _crm.Save(account, ToOnboarding)));

        Approve(waiver);
        _clock.Now = Utc(3, 21);
        Assert.Equal(NotYet, _crm.Refused(() => _crm.Save(account, ToOnboarding)));
        _clock.Now = Utc(3, 20);
        _crm.Save(account, ToOnboarding);

        var used = Assert.Single(WaiversUsed(account));
        Assert.Equal(
            ("Waiver used: Not registered yet", "The register is being moved.", Day(3, 20), _crm.Rep),
            ((string)used["cm_name"], (string)used["cm_reason"], (DateTime)used["cm_effectiveon"],
                ((EntityReference)used["cm_changedbyid"]).Id));
    }

    static DateTimeOffset Utc(int month, int day, int hour = 1) => new(2026, month, day, hour, 0, 0, TimeSpan.Zero);

    static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);

    EntityReference Market => new("cm_market", _crm.Market);

    /// <summary>The move, without the number that Australia asks for.</summary>
    static KeyValuePair<string, object?>[] ToOnboarding => [Columns.Stage.To(Stage.Onboarding)];

    Guid Prospect(Guid? market = null) => Customer(Stage.Prospect, Needed(Stage.Prospect), market);

    Guid Live() => Customer(Stage.Live, Lifecycle.Stages.Guided.SelectMany(Needed), null);

    Guid Customer(Stage stage, IEnumerable<KeyValuePair<string, object?>> values, Guid? market)
    {
        Dictionary<string, object?> row = new(values)
        {
            [Columns.Market] = new EntityReference("cm_market", market ?? _crm.Market),
            [Columns.Stage] = new OptionSetValue((int)stage),
        };
        return _crm.Outsider(row);
    }

    IEnumerable<KeyValuePair<string, object?>> Needed(Stage stage) =>
        Lifecycle.Stages.Of(stage).Requires.Select(
            column => column.To(column.Type == ColumnType.Date ? Day(1, 5) : _crm.GoodValue(column)));

    Guid Rule(int effect, params (string Column, object Value)[] more)
    {
        Entity row = new("cm_stagerequirement")
        {
            ["cm_name"] = effect == Waive ? "Not registered yet" : "Australian customers need their ABN",
            ["cm_stage"] = new OptionSetValue((int)Stage.Prospect),
            ["cm_column"] = Columns.RegistrationNumber.LogicalName,
            ["cm_effect"] = new OptionSetValue(effect),
        };
        foreach (var (column, value) in more)
        {
            row[column] = value;
        }

        return _crm.AsRep.Create(row);
    }

    Guid Waiver(params (string Column, object Value)[] more) => Rule(
        Waive, [("cm_reason", "The register is being moved."), ("cm_effectiveuntil", Day(12, 31)), .. more]);

    void Approve(Guid waiver, Guid? approver = null, IOrganizationService? by = null) => (by ?? AsAlex).Update(
        new Entity("cm_stagerequirement", waiver)
        {
            ["cm_approvedbyid"] = new EntityReference("systemuser", approver ?? _crm.Colleague),
        });

    DataCollection<Entity> WaiversUsed(Guid account)
    {
        QueryByAttribute events = new("cm_lifecycleevent") { ColumnSet = new(true) };
        events.AddAttributeValue("cm_customerkey", account.ToString());
        events.AddAttributeValue("cm_kind", (int)EventKind.WaiverUsed);
        return _crm.Host.System.RetrieveMultiple(events).Entities;
    }
}
