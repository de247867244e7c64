using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Whom Compliance finds: customers that lack what they should have. Here only: FakeXrmEasy reads numbers in FetchXML
/// only with early-bound classes. Rows are written past the plug-ins where the rules would have refused them.
/// </summary>
public sealed class ComplianceViewTests : IDisposable
{
    const string Missing = "Required field missing", Expiring = "Required documents expired or expiring";
    const int Submitted = 727000001, Verified = 727000002, Expired = 727000004;

    readonly SettableClock _clock = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    readonly Crm _crm;
    readonly Guid _licence;

    public ComplianceViewTests()
    {
        _crm = new(new TestEnvironment(new() { Clock = _clock }));
        _licence = DocumentType("Licence", required: true);
    }

    public void Dispose() => _crm.Dispose();

    public static TheoryData<Stage, string> RequiredByPassedStages => new()
    {
        { Stage.Onboarding, "cm_marketid" }, { Stage.Onboarding, "primarycontactid" },
        { Stage.Live, "cm_billingmodel" },
        { Stage.Compliance, "cm_onboardingownerid" }, { Stage.Readiness, "cm_documentssubmittedon" },
        { Stage.Live, "cm_readyforserviceon" },
    };

    [Theory, MemberData(nameof(RequiredByPassedStages))]
    public void A_customer_that_lacks_what_a_passed_stage_requires_is_listed(Stage stage, string column)
    {
        var account = Customer(stage);
        Assert.Empty(Listed(Missing));
        PastThePlugins(account, column.To(null));
        Assert.Equal(["Contoso Dental"], Listed(Missing));
    }

    [Theory]
    [InlineData(Stage.Prospect, "cm_marketid")]
    [InlineData(Stage.Onboarding, "cm_onboardingcompletedon")]
    [InlineData(Stage.Readiness, "cm_readyforserviceon")]
    [InlineData(Stage.Closed, "cm_marketid")]
    public void What_the_present_stage_asks_for_is_not_missing_yet_and_of_the_closed_nothing_is(
        Stage stage, string column)
    {
        PastThePlugins(Customer(stage), column.To(null));
        Assert.Empty(Listed(Missing));
    }

    [Fact]
    public void Neither_a_deactivated_account_nor_one_outside_the_lifecycle_lacks_anything()
    {
        PastThePlugins(Customer(Stage.Live), "cm_marketid".To(null), "statecode".To(new OptionSetValue(1)));
        _crm.Outsider();
        Assert.Empty(Listed(Missing));
    }

    [Fact]
    public void A_licence_is_noticed_thirty_days_before_it_expires_and_from_then_on()
    {
        Document(Customer(Stage.Live), _licence, Verified, new(2026, 4, 1));
        Document(Customer(Stage.Compliance, "Later"), _licence, Verified, new(2026, 4, 2));
        Assert.Equal(["Contoso Dental"], Listed(Expiring));

        _clock.Now = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(["Contoso Dental", "Later"], Listed(Expiring).Order());
        _clock.Now = new(2026, 4, 3, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(["Contoso Dental", "Later"], Listed(Expiring).Order());
        _clock.Now = new(2027, 12, 31, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(["Contoso Dental", "Later"], Listed(Expiring).Order());
    }

    [Fact]
    public void A_customer_is_listed_once_whatever_number_of_its_documents_expires()
    {
        var account = Customer(Stage.Live);
        Document(account, _licence, Verified, new(2026, 3, 20));
        Document(account, DocumentType("Insurance", required: true), Expired, new(2026, 1, 31));
        Assert.Equal(["Contoso Dental"], Listed(Expiring));
    }

    [Theory]
    [InlineData(Verified, null, false)]
    [InlineData(Verified, "2027-03-01", false)]
    [InlineData(Verified, "2026-03-15", true)]
    [InlineData(Submitted, "2027-03-01", true)]
    public void A_renewal_counts_once_it_is_verified_and_while_it_lasts_itself(
        int status, string? until, bool listed)
    {
        var account = Customer(Stage.Live);
        Document(account, _licence, Expired, new(2026, 2, 1));
        Document(account, _licence, status, until is null ? null : Day(until));
        Document(account, DocumentType("Insurance", required: true), Verified, new(2028, 1, 1));
        Document(Customer(Stage.Live, "Another"), _licence, Verified, new(2028, 1, 1));
        Assert.Equal(listed ? ["Contoso Dental"] : [], Listed(Expiring));
    }

    [Fact]
    public void A_document_that_was_never_verified_has_nothing_to_lose_and_a_withdrawn_renewal_counts_for_nothing()
    {
        var account = Customer(Stage.Compliance);
        Document(account, _licence, Submitted, new(2026, 3, 10));
        Assert.Empty(Listed(Expiring));

        Document(account, _licence, Verified, new(2026, 3, 10));
        Document(account, _licence, Verified, new(2027, 3, 10), active: false);
        Assert.Equal(["Contoso Dental"], Listed(Expiring));
    }

    [Fact]
    public void Only_documents_that_are_asked_for_are_missed()
    {
        var other = _crm.Host.System.Create(
            new Entity("cm_market") { ["cm_name"] = "Ireland", ["cm_code"] = "IE" });
        var account = Customer(Stage.Live);
        Document(account, DocumentType("Optional", required: false), Expired, new(2026, 2, 1));
        Document(account, DocumentType("Irish", required: true, market: other), Expired, new(2026, 2, 1));
        Document(account, DocumentType("No longer asked for", required: true, active: false), Expired, new(2026, 2, 1));
        Document(account, _licence, Expired, new(2026, 2, 1), active: false);
        Assert.Empty(Listed(Expiring));

        Document(
            account, DocumentType("Australian", required: true, market: _crm.Market), Expired, new(2026, 2, 1));
        Assert.Equal(["Contoso Dental"], Listed(Expiring));
    }

    [Fact]
    public void Of_closed_deactivated_and_other_accounts_no_document_is_missed()
    {
        Document(Customer(Stage.Closed), _licence, Expired, new(2026, 2, 1));
        Document(_crm.Outsider(), _licence, Expired, new(2026, 2, 1));
        var gone = Customer(Stage.Live);
        Document(gone, _licence, Expired, new(2026, 2, 1));
        PastThePlugins(gone, "statecode".To(new OptionSetValue(1)));
        Assert.Empty(Listed(Expiring));
    }

    static DateTime Day(string iso) => DateTime.ParseExact(iso, "yyyy-MM-dd", null);

    Guid Customer(Stage stage, string name = "Contoso Dental")
    {
        var values = _crm.WhatIsNeededFor(stage == Stage.Closed ? Stage.Live : stage);
        values["name"] = name;
        values[Columns.Stage] = new OptionSetValue((int)stage);
        return Written(new("account"), values);
    }

    Guid DocumentType(string name, bool required, Guid? market = null, bool active = true) => Written(
        new("cm_documenttype"),
        new()
        {
            ["cm_name"] = name,
            ["cm_required"] = required,
            ["cm_marketid"] = market is { } id ? new EntityReference("cm_market", id) : null,
        },
        active);

    void Document(Guid account, Guid type, int status, DateTime? until, bool active = true) => Written(
        new("cm_customerdocument"),
        new()
        {
            ["cm_name"] = "A document",
            ["cm_accountid"] = new EntityReference("account", account),
            ["cm_documenttypeid"] = new EntityReference("cm_documenttype", type),
            ["cm_status"] = new OptionSetValue(status),
            ["cm_expireson"] = until,
        },
        active);

    Guid Written(Entity row, Dictionary<string, object?> values, bool active = true)
    {
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        var id = ((CreateResponse)Bypassing(new CreateRequest { Target = row })).id;
        if (!active)
        {
            Update(new(row.LogicalName, id) { ["statecode"] = new OptionSetValue(1) });
        }

        return id;
    }

    void PastThePlugins(Guid account, params KeyValuePair<string, object?>[] values) =>
        Update(Crm.Row(account, values));

    void Update(Entity row) => Bypassing(new UpdateRequest { Target = row });

    OrganizationResponse Bypassing(OrganizationRequest request)
    {
        request[PeriodBook.Bypass] = PeriodBook.PlugIns;
        return _crm.Host.System.Execute(request);
    }

    IEnumerable<string> Listed(string view)
    {
        QueryByAttribute byName = new("savedquery") { ColumnSet = new("fetchxml") };
        byName.AddAttributeValue("name", view);
        var fetch = Assert.Single(_crm.Host.System.RetrieveMultiple(byName).Entities);
        return _crm.Host.System.RetrieveMultiple(new FetchExpression(fetch.GetAttributeValue<string>("fetchxml")))
            .Entities.Select(row => row.GetAttributeValue<string>("name"));
    }
}
