using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What the milestones of documents and readiness ask for (CM012, CM013); every channel is in RefusalTests.</summary>
public sealed class DocumentMilestoneTests : IDisposable
{
    readonly Crm _crm = new();

    public void Dispose() => _crm.Dispose();

    static string Needed(string documents) =>
        "CM012 Contoso Dental: \"Required documents submitted on\" can't be dated yet. Documents still needed: "
        + documents + ". Have each of them handed in and verified first.";

    string RefusalOf(Guid account) =>
        _crm.Refused(() => _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today)));

    [Fact]
    public void Every_document_is_named_by_its_type_until_all_are_verified_and_valid()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        var licence = _crm.RequireDocument("Business licence", validMonths: 12);
        var insurance = _crm.RequireDocument("Insurance");
        var agreement = _crm.RequireDocument("Agreement", market: _crm.Market);
        Assert.Equal(
            Needed("Agreement (missing), Business licence (missing), Insurance (missing)"), RefusalOf(account));

        var handedIn = new[] { licence, insurance, agreement }.Select(type => _crm.HandIn(account, type)).ToArray();
        _crm.Check(handedIn[2], DocumentStatus.Rejected.Status());
        _crm.Check(handedIn[1], DocumentStatus.Verified.Status(), "cm_expireson".To(Today.AddDays(-1)));
        Assert.Equal(
            Needed(
                "Agreement (rejected), Business licence (not verified), "
                + $"Insurance (expired on {Today.AddDays(-1):yyyy-MM-dd})"),
            RefusalOf(account));

        _crm.Check(handedIn[0], DocumentStatus.Verified.Status());
        _crm.Check(handedIn[1], "cm_expireson".To(Today));
        _crm.Check(_crm.HandIn(account, agreement), DocumentStatus.Verified.Status());
        _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today));
        Assert.Equal(Today, _crm.Account(account)[Columns.DocumentsSubmittedOn]);
    }

    [Fact]
    public void Other_markets_other_customers_optional_types_and_inactive_rows_do_not_count()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        var elsewhere = _crm.Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Chile", ["cm_code"] = "CL" });
        _crm.RequireDocument("Municipal patent", market: elsewhere);
        Set("cm_documenttype", _crm.RequireDocument("Reference letter"), "cm_required".To(false));
        Deactivate("cm_documenttype", _crm.RequireDocument("Fax form"));
        _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today));

        var licence = _crm.RequireDocument("Business licence");
        var ofAnother = _crm.HandIn(_crm.CustomerIn(Stage.Compliance), licence);
        _crm.Check(ofAnother, DocumentStatus.Verified.Status());
        var replaced = _crm.HandIn(account, licence);
        _crm.Check(replaced, DocumentStatus.Verified.Status());
        Deactivate(Documents.Table, replaced);
        Assert.Equal(
            Needed("Business licence (missing)"),
            _crm.Refused(() => _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today.AddDays(-1)))));
    }

    /// <summary>The market after the save counts.</summary>
    [Fact]
    public void A_customer_that_moves_to_another_market_in_the_same_save_needs_what_that_one_requires()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        var chile = _crm.Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Chile", ["cm_code"] = "CL" });
        _crm.RequireDocument("Municipal patent", market: chile);
        Assert.Equal(
            Needed("Municipal patent (missing)"),
            _crm.Refused(() => _crm.Save(
                account, Columns.DocumentsSubmittedOn.To(Today),
                Columns.Market.To(new EntityReference("cm_market", chile)))));
    }

    [Fact]
    public void A_new_record_has_no_documents_and_an_imported_one_gets_its_stage_after_them()
    {
        var licence = _crm.RequireDocument("Business licence");
        var row = Row(
            Guid.Empty,
            [.. _crm.WhatIsNeededFor(Stage.Live), "name".To("Contoso Dental"), Columns.Stage.To(Stage.Live)]);
        Assert.Equal(Needed("Business licence (missing)"), _crm.Refused(() => _crm.AsRep.Create(row)));
        Assert.Equal(
            Needed("Business licence (missing)"),
            _crm.Refused(() => _crm.AsRep.Execute(new CreateMultipleRequest
            {
                Targets = new EntityCollection([row]) { EntityName = "account" },
            })));

        var imported = _crm.Outsider(_crm.WhatIsNeededFor(Stage.Live));
        Assert.Equal(
            Needed("Business licence (missing)"),
            _crm.Refused(() => _crm.Save(imported, Columns.Stage.To(Stage.Live))));
        _crm.Check(_crm.HandIn(imported, licence), DocumentStatus.Verified.Status());
        _crm.Save(imported, Columns.Stage.To(Stage.Live));
        Assert.Equal(BillableStatus.Billable, _crm.StatusOf(imported));
    }

    /// <summary>
    /// The wizard's first pass creates a type without its market, so that all markets require it until the second: the
    /// import has Required = No, and a second one sets it.
    /// </summary>
    [Fact]
    public void Between_the_passes_of_the_import_wizard_a_type_that_is_not_required_yet_stops_nobody()
    {
        var account = _crm.CustomerIn(Stage.Compliance);
        var patent = _crm.AsRep.Create(new Entity("cm_documenttype")
        {
            ["cm_name"] = "Municipal patent",
            ["cm_required"] = false,
        });
        _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today.AddDays(-2)));
        var chile = _crm.Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Chile", ["cm_code"] = "CL" });
        Set("cm_documenttype", patent, "cm_marketid".To(new EntityReference("cm_market", chile)));
        Set("cm_documenttype", patent, "cm_required".To(true));
        _crm.Save(account, Columns.DocumentsSubmittedOn.To(Today.AddDays(-1)));
    }

    /// <summary>What the other account has handed in will be the one's that stays.</summary>
    [Fact]
    public void A_merge_that_copies_the_milestone_counts_the_documents_of_both_accounts()
    {
        var (staying, other) = (_crm.CustomerIn(Stage.Compliance), _crm.CustomerIn(Stage.Compliance));
        var licence = _crm.RequireDocument("Business licence");
        var insurance = _crm.RequireDocument("Insurance");
        _crm.Check(_crm.HandIn(other, licence), DocumentStatus.Verified.Status());
        Assert.Equal(Needed("Insurance (missing)"), _crm.Refused(() => Merge(staying, other)));

        _crm.Check(_crm.HandIn(staying, insurance), DocumentStatus.Verified.Status());
        Merge(staying, other);
        Assert.Equal(Today, _crm.Account(staying)[Columns.DocumentsSubmittedOn]);
    }

    [Fact]
    public void Live_customers_stay_Live_when_a_document_runs_out()
    {
        var account = _crm.CustomerIn(Stage.Live);
        var document = _crm.HandIn(account, _crm.RequireDocument("Insurance"));
        _crm.Check(document, DocumentStatus.Verified.Status(), "cm_expireson".To(Today.AddDays(-1)));
        _crm.Save(account, Columns.RegistrationNumber.To("AU-9"));
        Assert.Equal((Stage.Live, BillableStatus.Billable), (_crm.StageOf(account), _crm.StatusOf(account)));
    }

    [Fact]
    public void The_owner_of_an_account_assigns_it_or_asks_a_colleague_to_certify_readiness()
    {
        var rep = "ownerid".To(new EntityReference("systemuser", _crm.Rep));
        var account = _crm.CustomerIn(Stage.Readiness, rep);
        Assert.Equal(
            "CM013 Contoso Dental: \"Customer ready for service on\" can't be dated by the account's owner. Ask a "
            + "colleague to date it.",
            _crm.Refused(() => _crm.Save(account, Columns.ReadyForServiceOn.To(Today))));

        _crm.Host.ServiceFor(_crm.Colleague).Update(Row(account, Columns.ReadyForServiceOn.To(Today.AddDays(-1))));
        Assert.Equal(
            _crm.Colleague,
            _crm.Account(account).GetAttributeValue<EntityReference>(Columns.ReadinessCertifiedBy).Id);

        _crm.Save(account, _crm.Owned);
        _crm.Save(account, Columns.ReadyForServiceOn.To(Today));
        Assert.StartsWith(
            "CM013", _crm.Refused(() => _crm.Save(account, rep, Columns.ReadyForServiceOn.To(Today.AddDays(-2)))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_that_a_record_brings_into_the_lifecycle_carry_no_certifier_and_may_be_its_owners()
    {
        var rep = "ownerid".To(new EntityReference("systemuser", _crm.Rep));
        var account = _crm.CustomerIn(Stage.Live, rep);
        Assert.Equal(BillableStatus.Billable, _crm.StatusOf(account));

        var imported = _crm.Outsider(_crm.WhatIsNeededFor(Stage.Live));
        _crm.Save(imported, rep, Columns.Stage.To(Stage.Live));
        Assert.Null(_crm.Account(imported).GetAttributeValue<EntityReference>(Columns.ReadinessCertifiedBy));
    }

    void Merge(Guid staying, Guid other) => _crm.AsRep.Execute(new OrganizationRequest("Merge")
    {
        ["Target"] = new EntityReference("account", staying),
        ["SubordinateId"] = other,
        ["UpdateContent"] = new Entity("account") { [Columns.DocumentsSubmittedOn] = Today },
        ["PerformParentingChecks"] = false,
    });

    void Deactivate(string table, Guid id) =>
        Set(table, id, "statecode".To(new OptionSetValue(1)), "statuscode".To(new OptionSetValue(2)));

    void Set(string table, Guid id, params KeyValuePair<string, object?>[] values)
    {
        var row = new Entity(table, id);
        foreach (var value in values)
        {
            row[value.Key] = value.Value;
        }

        _crm.AsRep.Update(row);
    }
}
