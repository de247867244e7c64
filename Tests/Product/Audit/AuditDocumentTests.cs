using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Tests.Journeys;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Audit;

/// <summary>An audit of an environment asks for the documents for which its plug-ins ask (CM012).</summary>
public sealed class AuditDocumentTests : IDisposable
{
    readonly Crm _crm = new();
    readonly LiveAudit _audit = new();

    public void Dispose()
    {
        _audit.Dispose();
        _crm.Dispose();
    }

    /// <summary>Whom the audit suggests as Live the server takes as Live, and it refuses the others in the same words.
    /// </summary>
    [Fact]
    public async Task Whoever_lacks_a_document_is_judged_as_the_server_judges_it()
    {
        var chile = _crm.Host.System.Create(new Entity("cm_market") { ["cm_name"] = "Chile", ["cm_code"] = "CL" });
        var licence = _crm.RequireDocument("Business licence");
        _crm.RequireDocument("Municipal patent", market: chile);
        Update("cm_documenttype", _crm.RequireDocument("Reference letter"), "cm_required".To(false));
        Deactivate("cm_documenttype", _crm.RequireDocument("Fax form"));
        Dictionary<string, Guid> customers = [];
        Guid Customer(string name, params KeyValuePair<string, object?>[] more) => customers[name] = _crm.Outsider(
            new([.. _crm.WhatIsNeededFor(Stage.Live).ExceptBy(more.Select(own => own.Key), each => each.Key), .. more]),
            name);
        Guid With(string name, DocumentStatus? status, params KeyValuePair<string, object?>[] more)
        {
            var document = _crm.HandIn(Customer(name), licence);
            if (status is { } later)
            {
                _crm.Check(document, [later.Status(), .. more]);
            }

            return document;
        }

        Customer("None");
        With("Handed in", status: null);
        With("Asked for", DocumentStatus.Requested);
        With("Rejected", DocumentStatus.Rejected);
        With("Verified", DocumentStatus.Verified);
        With("On its last day", DocumentStatus.Verified, "cm_expireson".To(Today));
        With("A day too late", DocumentStatus.Verified, "cm_expireson".To(Today.AddDays(-1)));
        _crm.Check(
            With("Expired", DocumentStatus.Verified, "cm_expireson".To(Today.AddDays(-1))),
            DocumentStatus.Expired.Status());
        Deactivate(Documents.Table, With("Withdrawn", DocumentStatus.Verified));
        _crm.HandIn(customers["Verified"], licence);
        Customer("In Chile", Columns.Market.To(new EntityReference("cm_market", chile)));

        await _audit.RunAsync(LiveAudit.Connect(_crm), DateTime.UtcNow);

        var yesterday = Today.AddDays(-1).ToString("yyyy-MM-dd", null);
        Dictionary<string, string?> lacking = new()
        {
            ["None"] = "Business licence (missing)",
            ["Handed in"] = "Business licence (not verified)",
            ["Asked for"] = "Business licence (missing)",
            ["Rejected"] = "Business licence (rejected)",
            ["Verified"] = null,
            ["On its last day"] = null,
            ["A day too late"] = $"Business licence (expired on {yesterday})",
            ["Expired"] = $"Business licence (expired on {yesterday})",
            ["Withdrawn"] = "Business licence (missing)",
            ["In Chile"] = "Business licence (missing), Municipal patent (missing)",
        };
        var verdicts = _audit.Verdicts;
        foreach (var (name, account) in customers)
        {
            var verdict = verdicts[name];
            if (lacking[name] is { } documents)
            {
                var refusal = $"CM012 {name}: \"Required documents submitted on\" can't be dated yet. Documents still "
                    + $"needed: {documents}. Have each of them handed in and verified first.";
                Assert.Equal(
                    ("Contradictory", "", refusal), (verdict["Verdict"], verdict["Suggested stage"], verdict["Why"]));
                Assert.Equal(refusal, _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Live))));
                Assert.Equal(refusal, _crm.Refused(() => _crm.Save(account, Columns.Stage.To(Stage.Prospect))));
            }
            else
            {
                Assert.Equal(("Active", "Live"), (verdict["Verdict"], verdict["Suggested stage"]));
                _crm.Save(account, Columns.Stage.To(Stage.Live));
            }
        }
    }

    [Fact]
    public async Task Whoever_has_no_milestone_yet_is_told_which_documents_it_takes()
    {
        _crm.RequireDocument("Business licence");
        _crm.Outsider(_crm.WhatIsNeededFor(Stage.Compliance), "Outside");
        _crm.CustomerIn(Stage.Compliance, "name".To("Under way"));

        await _audit.RunAsync(LiveAudit.Connect(_crm), DateTime.UtcNow);

        foreach (var name in new[] { "Outside", "Under way" })
        {
            var verdict = _audit.Verdicts[name];
            Assert.Equal(("Not active", "Compliance"), (verdict["Verdict"], verdict["Suggested stage"]));
            Assert.EndsWith(
                "Required documents that aren't there or aren't valid: Business licence (missing).",
                (string)verdict["Why"], StringComparison.Ordinal);
        }
    }

    /// <summary>Section 8: it changes no status by itself.</summary>
    [Fact]
    public async Task A_customer_in_the_lifecycle_stays_what_it_is_when_a_document_lapses()
    {
        _crm.CustomerIn(Stage.Live, "name".To("Live"));
        _crm.RequireDocument("Business licence");

        await _audit.RunAsync(LiveAudit.Connect(_crm), DateTime.UtcNow);

        var verdict = _audit.Verdicts["Live"];
        Assert.Equal(
            ("Active", "Billable", "Live"),
            (verdict["Verdict"], verdict["Billable status"], verdict["Suggested stage"]));
        Assert.EndsWith(
            "Required documents that aren't there or aren't valid: Business licence (missing).",
            (string)verdict["Why"], StringComparison.Ordinal);
    }

    /// <summary>The milestone itself is waived: nobody dates it, so nobody is asked for documents.</summary>
    [Fact]
    public async Task Where_the_milestone_is_waived_documents_are_asked_for_only_if_it_is_dated_nonetheless()
    {
        _crm.RequireDocument("Business licence");
        RequirementDesk desk = new(_crm);
        desk.Approve(desk.Waiver("cm_documentssubmittedon", Stage.Compliance));
        var complete = _crm.WhatIsNeededFor(Stage.Live);
        var dated = _crm.Outsider(complete, "Dated");
        complete.Remove("cm_documentssubmittedon");
        var waived = _crm.Outsider(complete, "Waived");

        await _audit.RunAsync(LiveAudit.Connect(_crm), DateTime.UtcNow);

        Assert.Equal("Live", _audit.Verdicts["Waived"]["Suggested stage"]);
        Assert.DoesNotContain("documents that", (string)_audit.Verdicts["Waived"]["Why"], StringComparison.Ordinal);
        _crm.Save(waived, Columns.Stage.To(Stage.Live));
        Assert.StartsWith("CM012 Dated", (string)_audit.Verdicts["Dated"]["Why"], StringComparison.Ordinal);
        Assert.StartsWith(
            "CM012 Dated", _crm.Refused(() => _crm.Save(dated, Columns.Stage.To(Stage.Live))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_are_read_in_columns_and_pages_of_their_own_and_not_where_none_is_required()
    {
        List<QueryExpression> asked = [];
        Connection connection = new(
            new RequestService((request, _) =>
            {
                if (request is RetrieveMultipleRequest { Query: QueryExpression query })
                {
                    asked.Add(query);
                }

                return Task.FromResult(_crm.AsRep.Execute(request));
            }),
            "Contoso Test", new("https://contoso.example"));
        _crm.CustomerIn(Stage.Live);
        await _audit.RunAsync(connection, DateTime.UtcNow);
        Assert.DoesNotContain(asked, query => query.EntityName == Documents.Table);

        _crm.RequireDocument("Business licence");
        await _audit.RunAsync(connection, DateTime.UtcNow);
        var documents = Assert.Single(asked, query => query.EntityName == Documents.Table);
        Assert.Equal(
            ["cm_accountid", "cm_documenttypeid", "cm_status", "cm_expireson"], documents.ColumnSet.Columns);
        Assert.Equal(5000, documents.PageInfo.Count);
    }

    [Fact]
    public async Task An_audit_that_is_interrupted_among_the_documents_goes_on_there()
    {
        var licence = _crm.RequireDocument("Business licence");
        var account = _crm.Outsider(_crm.WhatIsNeededFor(Stage.Live), "Verified");
        _crm.Check(_crm.HandIn(account, licence), DocumentStatus.Verified.Status());
        var isDown = true;
        var reads = 0;
        Connection connection = new(
            new RequestService((request, _) =>
            {
                var table = ((request as RetrieveMultipleRequest)?.Query as QueryExpression)?.EntityName;
                reads += table == "account" ? 1 : 0;
                return isDown && table == Documents.Table
                    ? throw new FaultException<OrganizationServiceFault>(new(), "Down.")
                    : Task.FromResult(_crm.AsRep.Execute(request));
            }),
            "Contoso Test", new("https://contoso.example"));

        await Assert.ThrowsAnyAsync<FaultException>(() => _audit.RunAsync(connection, DateTime.UtcNow));
        isDown = false;
        await _audit.RunAsync(connection, DateTime.UtcNow);

        Assert.Equal(1, reads);
        Assert.Equal("Live", _audit.Verdicts["Verified"]["Suggested stage"]);
        Assert.DoesNotContain(
            Directory.GetFiles(_audit.Folder), file => Path.GetExtension(file) is ".part" or ".journal");
    }

    void Deactivate(string table, Guid id) => Update(
        table, id, "statecode".To(new OptionSetValue(1)), "statuscode".To(new OptionSetValue(2)));

    void Update(string table, Guid id, params KeyValuePair<string, object?>[] values)
    {
        Entity row = new(table, id);
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        _crm.Host.System.Update(row);
    }
}
