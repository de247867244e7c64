using System;
using CrmMilestones.Plugins.Rules.Documents;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Documents;

/// <summary>Between a row of a customer's document and the plain values of the rules.</summary>
static class DocumentRow
{
    public const string Table = "cm_customerdocument";
    public const string Account = "cm_accountid";
    public const string Type = "cm_documenttypeid";
    public const string Status = "cm_status";
    public const string ExpiresOn = "cm_expireson";
    public const string State = "statecode";
    public const int Active = 0;

    const string Name = "cm_name";
    const string VerifiedOn = "cm_verifiedon";
    const string VerifiedBy = "cm_verifiedbyid";
    const string Owner = "ownerid";
    const string Creator = "createdby";

    /// <summary>A document with what a row carries of it; the rest as it was.</summary>
    /// <param name="row">A row, or what a caller sends of one.</param>
    /// <param name="otherwise">The stored document; default values on create.</param>
    public static DocumentFacts Facts(Entity row, DocumentFacts otherwise) => otherwise with
    {
        Name = row.Attributes.TryGetValue(Name, out var name) ? name as string : otherwise.Name,
        Account = Id(row, Account, otherwise.Account),
        Type = Id(row, Type, otherwise.Type),
        // Whoever empties it takes it back to the beginning.
        Status = row.Attributes.TryGetValue(Status, out var status)
            ? (DocumentStatus?)(status as OptionSetValue)?.Value ?? DocumentStatus.Requested : otherwise.Status,
        VerifiedOn = Day(row, VerifiedOn, otherwise.VerifiedOn),
        VerifiedBy = Id(row, VerifiedBy, otherwise.VerifiedBy),
        ExpiresOn = Day(row, ExpiresOn, otherwise.ExpiresOn),
        Owner = Id(row, Owner, otherwise.Owner),
        Creator = Id(row, Creator, otherwise.Creator),
    };

    /// <summary>Puts what the server writes into a row that is about to be saved, where it is something else.</summary>
    public static void Write(DocumentFacts document, DocumentFacts sent, Entity row)
    {
        if (document.VerifiedOn != sent.VerifiedOn)
        {
            row[VerifiedOn] = document.VerifiedOn;
        }

        if (document.ExpiresOn != sent.ExpiresOn)
        {
            row[ExpiresOn] = document.ExpiresOn;
        }

        if (document.VerifiedBy != sent.VerifiedBy)
        {
            row[VerifiedBy] = document.VerifiedBy is { } person ? new EntityReference("systemuser", person) : null;
        }
    }

    static Guid? Id(Entity row, string column, Guid? otherwise) =>
        row.Attributes.TryGetValue(column, out var lookup) ? (lookup as EntityReference)?.Id : otherwise;

    /// <summary>The platform stores the day alone, whatever time a caller sends along.</summary>
    static DateTime? Day(Entity row, string column, DateTime? otherwise) =>
        row.Attributes.TryGetValue(column, out var moment) ? (moment as DateTime?)?.Date : otherwise;
}
