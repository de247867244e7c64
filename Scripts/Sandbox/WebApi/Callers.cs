using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Sandbox.People;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>For whom requests are carried out: the person, or the user whom their headers name.</summary>
/// <param name="environment">The environment.</param>
/// <param name="person">Who sends the requests.</param>
/// <param name="outer">The request that came; what it says holds for the parts of its batch that say nothing.</param>
sealed class Callers(SandboxEnvironment environment, SandboxPerson person, ApiRequest outer)
{
    /// <summary>The service for one request.</summary>
    internal IOrganizationService ServiceOf(ApiRequest request) => ServiceOf([request]);

    /// <summary>The service for requests that are carried out together.</summary>
    internal IOrganizationService ServiceOf(IReadOnlyList<ApiRequest> requests)
    {
        var named = requests.Select(request => Named(request) ?? Named(outer)).Distinct().ToList();
        return named switch
        {
            [] or [null] => environment.ServiceFor(person),
            [{ } user] => environment.Host.ServiceFor(IdOf(user), person.Id),
            _ => throw ApiFault.NotSupported("A change set of several callers"),
        };
    }

    /// <summary>In Entra ID the sandbox's users have the ids that they have here.</summary>
    static string? Named(ApiRequest request) => request.Header("CallerObjectId") ?? request.Header("MSCRMCallerID");

    static Guid IdOf(string user) => Guid.TryParse(user, out var id) ? id
        : throw ApiFault.Bad($"'{user}' is no id of a user.");
}
