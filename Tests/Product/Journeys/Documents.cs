using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Rules.Documents;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What administrators ask of customers, and what Compliance does with it.</summary>
static class Documents
{
    public const string Table = "cm_customerdocument";

    /// <summary>A document that every market requires, or one of them.</summary>
    public static Guid RequireDocument(this Crm crm, string name, int? validMonths = null, Guid? market = null) =>
        crm.AsRep.Create(new Entity("cm_documenttype")
        {
            ["cm_name"] = name,
            ["cm_required"] = true,
            ["cm_validmonths"] = validMonths,
            ["cm_marketid"] = market is { } id ? new EntityReference("cm_market", id) : null,
        });

    /// <summary>A document that the rep created and owns, as a customer handed it in.</summary>
    public static Guid HandIn(
        this Crm crm, Guid account, Guid type, params KeyValuePair<string, object?>[] more) =>
        crm.AsRep.Create(Document(
            Guid.Empty,
            [
                "cm_name".To("Licence 2026"), "cm_accountid".To(new EntityReference("account", account)),
                "cm_documenttypeid".To(new EntityReference("cm_documenttype", type)),
                DocumentStatus.Submitted.Status(), "ownerid".To(new EntityReference("systemuser", crm.Rep)), .. more,
            ]));

    /// <summary>A save of a document by a colleague of the rep.</summary>
    public static void Check(this Crm crm, Guid document, params KeyValuePair<string, object?>[] values) =>
        crm.Host.ServiceFor(crm.Colleague).Update(Document(document, values));

    public static Entity Document(Guid id, params KeyValuePair<string, object?>[] values)
    {
        var row = new Entity(Table, id);
        foreach (var value in values)
        {
            row[value.Key] = value.Value;
        }

        return row;
    }

    public static Entity Document(this Crm crm, Guid id) => crm.Host.System.Retrieve(Table, id, new ColumnSet(true));

    /// <summary>Status, day of verification, last valid day, and who verified it.</summary>
    public static (DocumentStatus Status, DateTime? VerifiedOn, DateTime? ExpiresOn, Guid? VerifiedBy) State(
        this Crm crm, Guid document)
    {
        var row = crm.Document(document);
        return (
            (DocumentStatus)row.GetAttributeValue<OptionSetValue>("cm_status").Value,
            row.GetAttributeValue<DateTime?>("cm_verifiedon"), row.GetAttributeValue<DateTime?>("cm_expireson"),
            row.GetAttributeValue<EntityReference>("cm_verifiedbyid")?.Id);
    }

    public static KeyValuePair<string, object?> Status(this DocumentStatus status) =>
        "cm_status".To(new OptionSetValue((int)status));
}
