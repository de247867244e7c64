using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using CrmMilestones.Packaging.Platform;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse;

/// <summary>The rows that an environment has before any solution, and the users that it is given.</summary>
sealed class Seed(RowStore store, DataverseOptions options)
{
    internal void Apply()
    {
        if (store.Find("organization", EnvironmentIds.Organization, new(false)) is not null)
        {
            return;
        }

        using var transaction = store.Begin();
        var name = options.OrganizationName;
        Insert(new("organization", EnvironmentIds.Organization)
        {
            ["name"] = name,
            ["languagecode"] = LocalizedLabels.BaseLanguage,
        });
        Insert(new("businessunit", EnvironmentIds.RootBusinessUnit)
        {
            ["name"] = name,
            ["organizationid"] = new EntityReference("organization", EnvironmentIds.Organization),
        });
        InsertUser(EnvironmentIds.SystemUser, "SYSTEM");
        Insert(new("role", EnvironmentIds.AdministratorRole)
        {
            ["name"] = "System Administrator",
            ["businessunitid"] = RootUnit,
        });
        foreach (var (message, id) in SdkMessages.All)
        {
            Insert(new("sdkmessage", id) { ["name"] = message });
        }

        transaction.Commit();
    }

    internal Guid AddUser(string fullName, int language, int timeZoneCode, IReadOnlyCollection<string> roles)
    {
        var id = Guid.NewGuid();
        using var transaction = store.Begin();
        InsertUser(id, fullName);
        Insert(new("usersettings", id)
        {
            ["uilanguageid"] = language,
            ["timezonecode"] = timeZoneCode,
            ["businessunitid"] = RootUnit,
        });
        foreach (var role in roles)
        {
            Insert(new("systemuserroles", Guid.NewGuid())
            {
                ["systemuserid"] = id,
                ["roleid"] = RoleId(role),
            });
        }
        transaction.Commit();
        return id;
    }

    static EntityReference RootUnit => new("businessunit", EnvironmentIds.RootBusinessUnit);

    void InsertUser(Guid id, string fullName) =>
        Insert(new("systemuser", id)
        {
            ["fullname"] = fullName,
            ["businessunitid"] = RootUnit,
            ["isdisabled"] = false,
        });

    void Insert(Entity row)
    {
        row["createdon"] = row["modifiedon"] = options.UtcNow;
        store.Insert(row);
    }

    Guid RoleId(string name)
    {
        var query = new QueryByAttribute("role");
        query.AddAttributeValue("name", name);
        return store.Query(RowQuery.From(query), new()).Entities.FirstOrDefault()?.Id
            ?? throw Faults.Invalid($"There is no security role '{name}'.");
    }
}
