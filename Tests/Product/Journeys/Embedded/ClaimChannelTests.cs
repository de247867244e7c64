using System;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Xunit;
using static CrmMilestones.Tests.Journeys.ClaimDesk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// A claim is matched and judged alike, however it comes. Here only: its days are of a clock of its own.
/// </summary>
public sealed class ClaimChannelTests : IDisposable
{
    const string InOctober = "Billable days: 22 of 31. Not billable from 2026-10-01 to 2026-10-09. "
        + "Billable from 2026-10-10 to 2026-10-31.";

    readonly ClaimDesk _desk = new();
    readonly Guid _abbey;

    public ClaimChannelTests() => _abbey = _desk.Customer(
        "Abbey Clinic", "C-100", (Day(9, 1), Day(10, 9), BillableStatus.NotBillable),
        (Day(10, 10), null, BillableStatus.Billable));

    public void Dispose() => _desk.Dispose();

    public static TheoryData<string> Ways { get; } =
        ["form", "bulk", "upsert", "update", "bulk update", "upsert again", "import wizard"];

    [Theory, MemberData(nameof(Ways))]
    public void A_claim_finds_its_customer_and_is_judged(string way)
    {
        var claim = Send(way, Row(
            ClaimSource.Invoice, ("cm_externalkey", "INV-1"), ("cm_accountnumber", " c-100 "),
            ("cm_amount", new Money(0.5m))));
        Assert.Equal(
            (_abbey, false, ClaimAgreement.Agrees, InOctober),
            (_desk.AccountOf(claim), _desk.IsChosen(claim), _desk.AgreementOf(claim), _desk.ExplanationOf(claim)));
    }

    [Theory, MemberData(nameof(Ways))]
    public void What_only_the_server_writes_is_overwritten(string way)
    {
        var claim = Send(way, Row(
            ClaimSource.Invoice, ("cm_externalkey", "INV-1"), ("cm_accountnumber", "C-999"),
            ("cm_agreement", new OptionSetValue((int)ClaimAgreement.Agrees)), ("cm_explanation", "Trust me."),
            ("cm_accountchosen", true)));
        Assert.Equal(
            (null, false, ClaimAgreement.Unmatched, "No account has the number \"C-999\", and no name is given."),
            (_desk.AccountOf(claim), _desk.IsChosen(claim), _desk.AgreementOf(claim), _desk.ExplanationOf(claim)));
    }

    [Theory]
    [InlineData("ABBEY clinic")]
    [InlineData("  Abbey\u00a0\u00a0Clínic ")]
    [InlineData("AbbeyClinic")]
    public void A_name_finds_whatever_its_case_accents_and_spacing(string name) =>
        Assert.Equal(_abbey, _desk.AccountOf(_desk.Claim(ClaimSource.Invoice, ("cm_customername", name))));

    [Theory]
    [InlineData("Abbey Clinics")]
    [InlineData("Abbey")]
    [InlineData("A%")]
    [InlineData("[A-Z]bbey Clinic")]
    [InlineData("_bbey Clinic")]
    [InlineData("***")]
    public void Another_name_finds_nobody(string name) => Assert.Equal(
        ClaimAgreement.Unmatched, _desk.AgreementOf(_desk.Claim(ClaimSource.Invoice, ("cm_customername", name))));

    [Theory]
    [InlineData("100% Care [North]_2")]
    [InlineData(" Leading Space Ltd")]
    [InlineData("(Trading as) Ünder_score")]
    [InlineData("東京クリニック")]
    public void A_name_with_signs_finds_its_account(string name)
    {
        var account = _desk.Account(name);
        _desk.Account(name + " 2");
        Assert.Equal(
            account, _desk.AccountOf(_desk.Claim(ClaimSource.Invoice, ("cm_customername", name.Replace(" ", "")))));
    }

    [Fact]
    public void Two_accounts_of_one_name_are_ambiguous_until_a_person_chooses()
    {
        var other = _desk.Customer("ABBEY CLINIC", null, (Day(1, 1), null, BillableStatus.OnHold));
        var claim = _desk.Claim(ClaimSource.Invoice, ("cm_customername", "Abbey Clinic"));
        Assert.Equal((null, ClaimAgreement.Ambiguous), (_desk.AccountOf(claim), _desk.AgreementOf(claim)));
        Assert.StartsWith(
            "Several accounts have the name \"Abbey Clinic\": ABBEY CLINIC, Abbey Clinic (C-100).",
            _desk.ExplanationOf(claim), StringComparison.Ordinal);

        _desk.Save(claim, ("cm_accountid", new EntityReference("account", other)));
        Assert.Equal((other, true, ClaimAgreement.ClaimedButNotBillable), Of(claim));

        _desk.Save(claim, ("cm_accountnumber", "C-100"), ("cm_amount", new Money(1)));
        Assert.Equal((other, true, ClaimAgreement.ClaimedButNotBillable), Of(claim));

        _desk.Save(claim, ("cm_accountid", null));
        Assert.Equal((_abbey, false, ClaimAgreement.Agrees), Of(claim));
    }

    [Fact]
    public void Sending_the_found_account_again_is_no_choice()
    {
        var claim = _desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-100"));
        _desk.Save(claim, ("cm_accountid", new EntityReference("account", _abbey)));
        Assert.Equal((_abbey, false, ClaimAgreement.Agrees), Of(claim));

        _desk.Save(claim, ("cm_accountnumber", "C-999"));
        Assert.Equal((null, false, ClaimAgreement.Unmatched), Of(claim));
    }

    [Fact]
    public void Judging_again_writes_nothing()
    {
        var claim = _desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-100"));
        var before = _desk.Stored(claim);
        _desk.Save(claim, ("cm_agreement", null), ("cm_explanation", null), ("cm_accountchosen", true));
        foreach (var column in new[] { "cm_agreement", "cm_explanation", "cm_accountchosen", "cm_accountid" })
        {
            Assert.Equal(before[column], _desk.Stored(claim)[column]);
        }
    }

    [Fact]
    public void A_number_of_the_other_system_comes_once_per_source()
    {
        _desk.Claim(ClaimSource.Invoice, ("cm_externalkey", "4711"));
        _desk.Claim(ClaimSource.ContractorPayment, ("cm_externalkey", "4711"));
        _desk.Claim(ClaimSource.Invoice);
        _desk.Claim(ClaimSource.Invoice);
        var twice = Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => _desk.Claim(ClaimSource.Invoice, ("cm_externalkey", "4711")));
        Assert.Equal(-2147088238, twice.Detail.ErrorCode);
    }

    /// <summary>The wizard creates rows without their optional lookups, and fills these in afterwards.</summary>
    [Fact]
    public void An_imported_account_is_a_choice_where_it_is_another_than_the_found_one()
    {
        var other = _desk.Account("Birch");
        var same = _desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-100"));
        var another = _desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-100"));
        _desk.Save(same, ("cm_accountid", new EntityReference("account", _abbey)));
        _desk.Save(another, ("cm_accountid", new EntityReference("account", other)));
        Assert.Equal((false, true), (_desk.IsChosen(same), _desk.IsChosen(another)));
    }

    [Fact]
    public void A_merged_account_counts_as_the_one_it_was_merged_into()
    {
        var gone = _desk.Account("Birch", "C-200");
        Merge(into: _abbey, gone);
        var last = _desk.Account("Cedar", "C-300");
        Merge(into: gone, last);
        foreach (var number in new[] { "C-200", "C-300" })
        {
            Assert.Equal(
                (_abbey, false, ClaimAgreement.Agrees),
                Of(_desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", number))));
        }

        Assert.Equal(
            (_abbey, false, ClaimAgreement.Agrees), Of(_desk.Claim(ClaimSource.Invoice, ("cm_customername", "birch"))));
    }

    /// <summary>One that was merged away can be activated, and the other be merged into it.</summary>
    [Fact]
    public void Accounts_that_were_merged_into_each_other_end_the_search()
    {
        var other = _desk.Account("Birch", "C-200");
        Merge(into: other, _abbey);
        _desk.System.Update(new Entity("account", _abbey) { ["statecode"] = new OptionSetValue(0) });
        Merge(into: _abbey, other);
        Assert.Equal(
            (_abbey, false, ClaimAgreement.Agrees),
            Of(_desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-100"))));
        Assert.DoesNotContain(_desk.Environment.Embedded.AsynchronousRuns, run => run.Error is not null);
    }

    [Fact]
    public void An_account_that_was_merged_into_one_that_is_gone_is_nobodys()
    {
        Merge(into: _abbey, _desk.Account("Birch", "C-200"));
        var claim = _desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-200"));
        Assert.Equal(_abbey, _desk.AccountOf(claim));

        _desk.System.Delete("account", _abbey);

        Assert.Equal((null, false, ClaimAgreement.Unmatched), Of(claim));
        Assert.Equal(
            (null, false, ClaimAgreement.Unmatched),
            Of(_desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-200"), ("cm_customername", "birch"))));
        Assert.DoesNotContain(_desk.Environment.Embedded.AsynchronousRuns, run => run.Error is not null);
    }

    [Fact]
    public void An_inactive_account_is_found()
    {
        var closed = _desk.Account("Birch", "C-200");
        _desk.System.Update(new Entity("account", closed) { ["statecode"] = new OptionSetValue(1) });
        Assert.Equal(closed, _desk.AccountOf(_desk.Claim(ClaimSource.Invoice, ("cm_accountnumber", "C-200"))));
    }

    [Fact]
    public void Amounts_stay_in_their_currency()
    {
        var euro = _desk.System.Create(new Entity("transactioncurrency")
        {
            ["currencyname"] = "Euro",
            ["isocurrencycode"] = "EUR",
            ["exchangerate"] = 0.5m,
        });
        var claim = _desk.Claim(
            ClaimSource.Invoice, ("cm_accountnumber", "C-100"), ("cm_amount", new Money(-100)),
            ("transactioncurrencyid", new EntityReference("transactioncurrency", euro)));
        var stored = _desk.Stored(claim);
        Assert.Equal(-100m, stored.GetAttributeValue<Money>("cm_amount").Value);
        Assert.Equal(euro, stored.GetAttributeValue<EntityReference>("transactioncurrencyid").Id);
        Assert.EndsWith("judged like what it takes back.", _desk.ExplanationOf(claim), StringComparison.Ordinal);
    }

    (Guid? Account, bool IsChosen, ClaimAgreement? Agreement) Of(Guid claim) =>
        (_desk.AccountOf(claim), _desk.IsChosen(claim), _desk.AgreementOf(claim));

    void Merge(Guid into, Guid account) => _desk.Bypassing(new("Merge")
    {
        ["Target"] = new EntityReference("account", into),
        ["SubordinateId"] = account,
        ["UpdateContent"] = new Entity("account"),
    });

    Guid Send(string way, Entity row)
    {
        var innocent = Row(ClaimSource.SalesList, ("cm_customername", "Nobody"));
        switch (way)
        {
            case "form":
                return _desk.AsFinance.Create(row);

            case "bulk":
                return _desk.CreateMultiple([innocent, row])[1];

            case "update":
                row.Id = _desk.Claim(ClaimSource.ServiceUsage, ("cm_customername", "Somebody"));
                row["cm_customername"] = null;
                _desk.AsFinance.Update(row);
                return row.Id;

            case "bulk update":
                innocent.Id = _desk.AsFinance.Create(innocent);
                row.Id = _desk.Claim(ClaimSource.ServiceUsage, ("cm_customername", "Somebody"));
                row["cm_customername"] = null;
                _desk.UpdateMultiple([innocent, row]);
                return row.Id;

            case "upsert" or "upsert again":
                if (way == "upsert again")
                {
                    _desk.Claim(ClaimSource.Invoice, ("cm_externalkey", "INV-1"), ("cm_accountnumber", "C-1"));
                }

                row.KeyAttributes["cm_source"] = row["cm_source"];
                row.KeyAttributes["cm_externalkey"] = row["cm_externalkey"];
                row.Attributes.Remove("cm_source");
                row.Attributes.Remove("cm_externalkey");
                return ((UpsertResponse)_desk.AsFinance.Execute(new UpsertRequest { Target = row })).Target.Id;

            case "import wizard":
                row.Id = _desk.AsFinance.Create(row);
                _desk.Save(row.Id, ("cm_accountid", row.GetAttributeValue<EntityReference>("cm_accountid")));
                return row.Id;

            default:
                throw new ArgumentOutOfRangeException(nameof(way), way, null);
        }
    }
}
