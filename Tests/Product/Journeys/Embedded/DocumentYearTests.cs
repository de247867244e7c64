using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Compliance over a year with a licence that runs out, everybody with the own role and no other. Here only, as the
/// days are of a clock of its own.
/// </summary>
public sealed class DocumentYearTests : IDisposable
{
    const string Missing = "Documents still missing";
    const string ToVerify = "Documents to verify";
    const string Expiring = "Documents expiring within 30 days";
    const string Expired = "Expired documents of Live customers";

    readonly SettableClock _clock = new(new(2028, 1, 10, 9, 0, 0, TimeSpan.Zero));
    readonly Crm _crm;
    readonly IOrganizationService _ana;
    readonly IOrganizationService _ben;
    readonly Guid _benId;
    readonly Guid _account;
    readonly Guid _licence;

    public DocumentYearTests()
    {
        _crm = new(new TestEnvironment(new() { Clock = _clock }));
        // Sydney: ten or eleven hours ahead.
        _crm.Host.System.Update(new Entity("cm_market", _crm.Market) { ["cm_timezonecode"] = 255 });
        _ana = _crm.Host.ServiceFor(_crm.Host.AddUser("Ana Ruiz", roles: "CM Compliance"));
        _benId = _crm.Host.AddUser("Ben Cole", roles: "CM Compliance");
        _ben = _crm.Host.ServiceFor(_benId);
        _licence = _crm.RequireDocument("Business licence", validMonths: 12, market: _crm.Market);
        _account = _crm.CustomerIn(
            Stage.Compliance, Dated(_crm.WhatIsNeededFor(Stage.Compliance), Day(2027, 12, 1)));
    }

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void A_licence_is_asked_for_verified_runs_out_and_is_renewed()
    {
        var licence = _ana.Create(New(DocumentStatus.Requested));
        Assert.Equal([Missing], Lists(licence));
        Refused(Needed("missing"), _ana, Milestone(2028, 1, 10));

        On(2028, 1, 31);
        _ana.Update(Documents.Document(
            licence, DocumentStatus.Submitted.Status(), "cm_submittedon".To(Day(2028, 1, 31))));
        Assert.Equal([ToVerify], Lists(licence));
        Refused(Needed("not verified"), _ana, Milestone(2028, 1, 31));
        Refused(
            "CM016 Licence is checked by somebody other", _ana,
            Documents.Document(licence, DocumentStatus.Verified.Status()));

        // The 29th of February has begun in Sydney.
        _clock.Now = new(2028, 2, 28, 20, 0, 0, TimeSpan.Zero);
        _ben.Update(Documents.Document(licence, DocumentStatus.Verified.Status()));
        Assert.Equal(
            (DocumentStatus.Verified, Day(2028, 2, 29), Day(2029, 2, 28), (Guid?)_benId), _crm.State(licence));
        Assert.Empty(Lists(licence));
        _ana.Update(Milestone(2028, 2, 29));

        GoLive(2028, 3, 5);
        On(2029, 1, 28);
        Assert.Empty(Lists(licence));
        On(2029, 1, 29);
        Assert.Equal([Expiring], Lists(licence));
        On(2029, 2, 28);
        Assert.Equal([Expiring], Lists(licence));
        Refused("CM016 Licence can't be Expired", _ana, Documents.Document(licence, DocumentStatus.Expired.Status()));

        On(2029, 3, 1);
        Assert.Equal([Missing, Expired], Lists(licence));
        Assert.Equal((Stage.Live, BillableStatus.Billable), (_crm.StageOf(_account), _crm.StatusOf(_account)));
        Assert.Equal(DocumentStatus.Verified, _crm.State(licence).Status);
        _ana.Update(Documents.Document(licence, DocumentStatus.Expired.Status()));
        Assert.Equal([Missing, Expired], Lists(licence));
        Assert.Equal((DocumentStatus.Expired, Day(2028, 2, 29), Day(2029, 2, 28), (Guid?)_benId), _crm.State(licence));

        _ana.Update(Crm.Row(
            _account, Columns.Stage.To(Stage.Compliance), Columns.StageChangeReason.To("Licence ran out")));
        Assert.Equal([Missing], Lists(licence));
        Refused(Needed("expired on 2029-02-28"), _ana, Milestone(2029, 3, 1));

        On(2029, 3, 10);
        var renewed = _ana.Create(New(DocumentStatus.Submitted));
        _ben.Update(Documents.Document(renewed, DocumentStatus.Verified.Status(), "cm_verifiedon".To(Day(2029, 3, 9))));
        _ana.Update(Documents.Document(
            licence, "statecode".To(new OptionSetValue(1)), "statuscode".To(new OptionSetValue(2))));
        _ana.Update(Milestone(2029, 3, 10));
        GoLive(2029, 3, 12);
        Assert.Equal(Day(2030, 3, 9), _crm.State(renewed).ExpiresOn);
        Assert.Empty(Lists(licence).Concat(Lists(renewed)));
        Assert.Equal((Stage.Live, BillableStatus.Billable), (_crm.StageOf(_account), _crm.StatusOf(_account)));
    }

    /// <summary>By the calendar of the market, where the day begins before it does in UTC.</summary>
    [Theory]
    [InlineData("2027-01-31T05:00Z", 1, "2027-01-31", "2027-02-28")]
    [InlineData("2028-01-31T05:00Z", 1, "2028-01-31", "2028-02-29")]
    [InlineData("2028-01-31T20:00Z", 1, "2028-02-01", "2028-03-01")]
    [InlineData("2028-02-29T05:00Z", 12, "2028-02-29", "2029-02-28")]
    [InlineData("2028-02-29T05:00Z", 48, "2028-02-29", "2032-02-29")]
    [InlineData("2028-12-31T20:00Z", 2, "2029-01-01", "2029-03-01")]
    public void Its_last_valid_day_is_by_calendar(string now, int months, string verifiedOn, string expiresOn)
    {
        _crm.AsRep.Update(new Entity("cm_documenttype", _licence) { ["cm_validmonths"] = months });
        var document = _ana.Create(New(DocumentStatus.Submitted));
        _clock.Now = DateTimeOffset.Parse(now, null);
        _ben.Update(Documents.Document(document, DocumentStatus.Verified.Status()));
        Assert.Equal(
            (verifiedOn, expiresOn),
            ($"{_crm.State(document).VerifiedOn:yyyy-MM-dd}", $"{_crm.State(document).ExpiresOn:yyyy-MM-dd}"));
    }

    [Fact]
    public void A_customer_whose_service_has_ended_or_who_is_not_Live_is_asked_for_nothing_more()
    {
        var document = _ana.Create(New(DocumentStatus.Submitted));
        _ben.Update(Documents.Document(
            document, DocumentStatus.Verified.Status(), "cm_verifiedon".To(Day(2026, 12, 31))));
        Assert.Equal([Missing], Lists(document));
        GoLive(2028, 1, 12);
        Assert.Equal([Missing, Expired], Lists(document));
        _crm.Save(_account, Columns.ServiceEndedOn.To(Day(2028, 1, 31)));
        On(2028, 1, 31);
        Assert.Equal([Missing, Expired], Lists(document));
        On(2028, 2, 1);
        Assert.Equal([Missing], Lists(document));
    }

    /// <summary>Operations takes the customer live; its seller, who owns it, certifies no readiness.</summary>
    void GoLive(int year, int month, int day)
    {
        On(year, month, day);
        var values = _crm.WhatIsNeededFor(Stage.Live);
        values.Remove(Columns.ReadyForServiceOn);
        foreach (var set in values.Keys.Where(_crm.Account(_account).Contains).ToArray())
        {
            values.Remove(set);
        }

        foreach (var date in Dated(values, Day(year, month, day)))
        {
            values[date.Key] = date.Value;
        }

        // What the documents ask for is told elsewhere.
        _crm.Host.System.Execute(new UpdateRequest
        {
            Target = Crm.Row(_account, [.. values]),
            ["BypassBusinessLogicExecution"] = "CustomSync",
        });
        var readiness = Crm.Row(_account, Columns.ReadyForServiceOn.To(Day(year, month, day)));
        _crm.Save(_account, Columns.Stage.To(Stage.Readiness));
        Refused("CM013 Contoso Dental", _crm.Host.ServiceFor(_crm.Seller), readiness);
        var operations = _crm.Host.ServiceFor(_crm.Host.AddUser("Olu Adebayo", roles: "CM Operations"));
        operations.Update(readiness);
        operations.Update(Crm.Row(_account, Columns.Stage.To(Stage.Live)));
    }

    /// <summary>The samples' dates are of the real today, which may lie after the test's.</summary>
    static KeyValuePair<string, object?>[] Dated(Dictionary<string, object?> values, DateTime day) =>
        [.. values.Where(value => value.Value is DateTime).Select(value => value.Key.To(day))];

    Entity New(DocumentStatus status) => Documents.Document(
        Guid.Empty, "cm_name".To("Licence"), "cm_accountid".To(new EntityReference("account", _account)),
        "cm_documenttypeid".To(new EntityReference("cm_documenttype", _licence)), status.Status());

    Entity Milestone(int year, int month, int day) =>
        Crm.Row(_account, Columns.DocumentsSubmittedOn.To(Day(year, month, day)));

    static string Needed(string what) =>
        "CM012 Contoso Dental: \"Required documents submitted on\" can't be dated yet. Documents still needed: "
        + $"Business licence ({what}).";

    static void Refused(string begins, IOrganizationService person, Entity row) => Assert.StartsWith(
        begins, Assert.Throws<FaultException<OrganizationServiceFault>>(() => person.Update(row)).Detail.Message,
        StringComparison.Ordinal);

    /// <summary>The views of Compliance that list a document.</summary>
    IEnumerable<string> Lists(Guid document) =>
        from view in new[] { Missing, ToVerify, Expiring, Expired }
        let query = View(view)
        where _ana.RetrieveMultiple(query).Entities.Any(row => row.Id == document)
        select view;

    FetchExpression View(string name)
    {
        var query = new QueryByAttribute("savedquery") { ColumnSet = new ColumnSet("fetchxml") };
        query.AddAttributeValue("name", name);
        return new(_ana.RetrieveMultiple(query).Entities.Single().GetAttributeValue<string>("fetchxml"));
    }

    void On(int year, int month, int day) => _clock.Now = new(year, month, day, 9, 0, 0, TimeSpan.Zero);

    static DateTime Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
