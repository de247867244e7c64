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

    /// <summary>The cookie in which a window keeps its language.</summary>
    public const string LanguageCookie = "sandbox-language";

    SandboxPeople(IReadOnlyList<SandboxPerson> all, string? first)
    {
        All = all;
        First = all.FirstOrDefault(person => person.Role == first) ?? all[0];
    }

    /// <summary>The administrator first, then by role.</summary>
    public IReadOnlyList<SandboxPerson> All { get; }

    /// <summary>Whom the app shows first to somebody who has chosen nobody yet.</summary>
    public SandboxPerson First { get; }

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
    /// <param name="given">Users who are the people of their roles, by the role's name.</param>
    /// <param name="tokenOf">The token of the person of a role.</param>
    internal static SandboxPeople In(
        DataverseHost host, IReadOnlyDictionary<string, Guid> given, Func<string, string> tokenOf)
    {
        var known = Rows(host, "systemuser", "fullname");
        return new(
            [
                .. from role in Rows(host, "role", "name")
                   let name = role.GetAttributeValue<string>("name")
                   orderby name != Administrator, name
                   let user = UserOf(host, known, given, name)
                   select new SandboxPerson(user.Id, user.Name, name, role.Id, tokenOf(name)),
            ],
            given.Keys.FirstOrDefault());
    }

    const string Administrator = "System Administrator";

    /// <summary>The user who was given, or who was added before; or else one who is added now.</summary>
    static (Guid Id, string Name) UserOf(
        DataverseHost host, DataCollection<Entity> known, IReadOnlyDictionary<string, Guid> given, string role)
    {
        var user = given.TryGetValue(role, out var id)
            ? known.First(user => user.Id == id) : known.FirstOrDefault(user => NameOf(user) == role);
        return user is null
            ? (host.AddUser(role, LocalizedLabels.BaseLanguage, roles: role), role) : (user.Id, NameOf(user));
    }

    static string NameOf(Entity user) => user.GetAttributeValue<string>("fullname");

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
