using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// A customer in Australia once the market pack is agreed: from Sales to the invoice, each step by a person with the role
/// of the team and no other. Here only: FakeXrmEasy knows no privileges.
/// </summary>
public sealed class AgreedMarketJourneyTests : IDisposable
{
    const int Submitted = 727000001, Verified = 727000002;

    readonly Crm _crm = new();

    public AgreedMarketJourneyTests()
    {
        Agree("cm_documenttype", "2-document-type.csv");
        Agree("cm_stagerequirement", "3-stage-requirement.csv");
    }

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void It_goes_live_by_the_hands_of_every_team_and_Finance_invoices_it()
    {
        var (sales, onboarding, operations) = (As("CM Sales"), As("CM Onboarding"), As("CM Operations"));
        var (keeper, verifier, finance) = (As("CM Compliance"), As("CM Compliance"), As("CM Finance"));
        var account = sales.Create(new Entity("account") { ["name"] = "Contoso Dental" });
        var contact = sales.Create(new Entity("contact") { ["lastname"] = "Okafor" });

        Save(sales, account, [Columns.Stage.To(Stage.Prospect)]);
        Save(
            sales, account,
            [
                .. Needed(Stage.Prospect), Columns.PrimaryContact.To(new EntityReference("contact", contact)),
                "address1_stateorprovince".To("NSW"), "emailaddress1".To("office@contoso.example"),
                Columns.Stage.To(Stage.Onboarding),
            ]);
        Save(
            onboarding, account,
            [
                .. Needed(Stage.Onboarding), "websiteurl".To("https://contoso.example"),
                Columns.Stage.To(Stage.Compliance),
            ]);
        Guid[] documents =
        [
            .. from type in Rows("cm_documenttype")
               where type.GetAttributeValue<bool>("cm_required")
               select keeper.Create(new Entity("cm_customerdocument")
               {
                   ["cm_name"] = type["cm_name"],
                   ["cm_accountid"] = new EntityReference("account", account),
                   ["cm_documenttypeid"] = type.ToEntityReference(),
                   ["cm_status"] = new OptionSetValue(Submitted),
               }),
        ];
        foreach (var document in documents)
        {
            verifier.Update(new Entity("cm_customerdocument", document)
            {
                ["cm_status"] = new OptionSetValue(Verified),
            });
        }

        Save(
            keeper, account,
            [.. Needed(Stage.Compliance), "accountnumber".To("C-1"), Columns.Stage.To(Stage.Readiness)]);
        Save(operations, account, [.. Needed(Stage.Readiness), Columns.Stage.To(Stage.Live)]);
        Assert.Equal((Stage.Live, BillableStatus.Billable), (_crm.StageOf(account), _crm.StatusOf(account)));

        var claim = finance.Create(new Entity("cm_externalclaim")
        {
            ["cm_source"] = new OptionSetValue((int)ClaimSource.Invoice),
            ["cm_accountnumber"] = "c-1",
            ["cm_periodstart"] = Crm.Today,
            ["cm_periodend"] = Crm.Today,
        });
        var judged = finance.Retrieve("cm_externalclaim", claim, new ColumnSet(true));
        Assert.Equal(
            (account, "Agrees"),
            (judged.GetAttributeValue<EntityReference>("cm_accountid").Id, judged.FormattedValues["cm_agreement"]));
    }

    void Agree(string table, string file)
    {
        ImportWizard.Import(
            _crm.AsRep, table,
            Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", "Markets", "Australia", file));
        foreach (var row in Rows(table))
        {
            _crm.AsRep.Update(new Entity(table, row.Id) { ["statecode"] = new OptionSetValue(0) });
        }
    }

    IOrganizationService As(string role) =>
        _crm.Host.ServiceFor(_crm.Host.AddUser($"{role} {Guid.NewGuid()}", roles: role));

    static void Save(IOrganizationService by, Guid account, KeyValuePair<string, object?>[] values) =>
        by.Update(Crm.Row(account, values));

    IEnumerable<KeyValuePair<string, object?>> Needed(Stage stage) => Lifecycle.Stages.Of(stage).Requires
        .Except([Columns.PrimaryContact]).Select(column => column.To(_crm.GoodValue(column)));

    DataCollection<Entity> Rows(string table) =>
        _crm.Host.System.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new(true) }).Entities;
}
