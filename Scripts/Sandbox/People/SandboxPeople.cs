using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.People;

/// <summary>One person for each security role that the environment has.</summary>
public sealed class SandboxPeople
{
    /// <summary>The cookie in which the app keeps the id of the chosen person's role: a reset gives the person another id.</summary>
    public const string Cookie = "sandbox-person";

    const string Scheme = "Bearer ";

    SandboxPeople(IReadOnlyList<SandboxPerson> all) => All = all;

    /// <summary>The administrator first, then by name.</summary>
    public IReadOnlyList<SandboxPerson> All { get; }

    /// <summary>Whom the app shows first to somebody who has chosen nobody yet.</summary>
    public SandboxPerson First => All[0];

    /// <summary>Finds a person by id; null for somebody else.</summary>
    public SandboxPerson? Find(Guid id) => All.FirstOrDefault(person => person.Id == id);

    /// <summary>Whom a request's token names, or its cookie where it has no token; null for nobody.</summary>
    public SandboxPerson? Of(HttpRequest request)
    {
        var sent = request.Headers.Authorization.ToString();
        if (sent.Length > 0)
        {
            return sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? OfToken(sent[Scheme.Length..].Trim())
                : null;
        }

        return OfCookie(request);
    }

    /// <summary>Whom a request's cookie names; null for nobody.</summary>
    internal SandboxPerson? OfCookie(HttpRequest request) => Guid.TryParse(request.Cookies[Cookie], out var role)
        ? All.FirstOrDefault(person => person.RoleId == role) : null;

    /// <summary>Gives an environment the people that it lacks, and everybody a token.</summary>
    /// <param name="host">The environment, with its solutions.</param>
    /// <param name="tokenOf">The token of the person of a role.</param>
    internal static SandboxPeople In(DataverseHost host, Func<string, string> tokenOf)
    {
        var known = Rows(host, "systemuser", "fullname");
        return new([
            .. from role in Rows(host, "role", "name")
               let name = role.GetAttributeValue<string>("name")
               orderby name != Administrator, name
               select new SandboxPerson(
                   UserOf(host, known, name), name, role.Id, LocalizedLabels.BaseLanguage, tokenOf(name)),
        ]);
    }

    const string Administrator = "System Administrator";

    static Guid UserOf(DataverseHost host, DataCollection<Entity> known, string name) =>
        known.FirstOrDefault(user => user.GetAttributeValue<string>("fullname") == name)?.Id
            ?? host.AddUser(name, LocalizedLabels.BaseLanguage, roles: name);

    static DataCollection<Entity> Rows(DataverseHost host, string table, string name) =>
        host.System.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new(name) }).Entities;

    /// <summary>Compares in the same time whatever the token is.</summary>
    SandboxPerson? OfToken(string token)
    {
        var sent = Encoding.UTF8.GetBytes(token);
        return All.FirstOrDefault(
            person => CryptographicOperations.FixedTimeEquals(sent, Encoding.UTF8.GetBytes(person.Token)));
    }
}
