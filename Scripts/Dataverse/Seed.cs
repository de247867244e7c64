using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Packaging.Platform;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse;

/// <summary>The rows that an environment has before any solution, and the users that it is given.</summary>
static class Seed
{
    internal static void Apply(Organization organization)
    {
        var store = organization.Store;
        if (store.Find("organization", Organization.Id, new(false)) is not null)
        {
            return;
        }

        using var transaction = store.Begin();
        var name = organization.Options.OrganizationName;
        Insert(
            organization,
            new("organization", Organization.Id) { ["name"] = name, ["languagecode"] = LocalizedLabels.BaseLanguage });
        Insert(organization, new("businessunit", Organization.RootBusinessUnitId) { ["name"] = name });
        InsertUser(organization, Organization.SystemUserId, "SYSTEM");
        Insert(organization, new("role", Organization.AdministratorRoleId)
        {
            ["name"] = "System Administrator",
            ["businessunitid"] = RootUnit,
        });
        foreach (var (message, id) in SdkMessages.All)
        {
            Insert(organization, new("sdkmessage", id) { ["name"] = message });
        }

        transaction.Commit();
    }

    internal static Guid AddUser(
        Organization organization, string fullName, int language, int timeZoneCode, IReadOnlyCollection<string> roles)
    {
        var store = organization.Store;
        var id = Guid.NewGuid();
        using var transaction = store.Begin();
        InsertUser(organization, id, fullName);
        Insert(organization, new("usersettings", id)
        {
            ["uilanguageid"] = language,
            ["timezonecode"] = timeZoneCode,
            ["businessunitid"] = RootUnit,
        });
        foreach (var role in roles)
        {
            Insert(organization, new("systemuserroles", Guid.NewGuid())
            {
                ["systemuserid"] = id,
                ["roleid"] = RoleId(organization, role),
            });
        }
        transaction.Commit();
        return id;
    }

    static EntityReference RootUnit => new("businessunit", Organization.RootBusinessUnitId);

    static void InsertUser(Organization organization, Guid id, string fullName) =>
        Insert(organization, new("systemuser", id)
        {
            ["fullname"] = fullName,
            ["businessunitid"] = RootUnit,
            ["isdisabled"] = false,
        });

    static void Insert(Organization organization, Entity row)
    {
        row["createdon"] = row["modifiedon"] = organization.UtcNow;
        organization.Store.Insert(row);
    }

    static Guid RoleId(Organization organization, string name)
    {
        var query = new QueryByAttribute("role");
        query.AddAttributeValue("name", name);
        return organization.Store.Query(RowQuery.From(query), new()).Entities.FirstOrDefault()?.Id
            ?? throw Faults.Invalid($"There is no security role '{name}'.");
    }
}
