using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// An environment into which the packed managed zip was imported: all that the scenarios know of a host. Each test
/// project that compiles them has its own TestEnvironment.
/// </summary>
interface ICrmEnvironment : IDisposable
{
    /// <summary>The SYSTEM user's service.</summary>
    IOrganizationService System { get; }

    IOrganizationService ServiceFor(Guid user);

    /// <summary>Adds a user.</summary>
    /// <param name="fullName">What people see.</param>
    /// <param name="language">The LCID of the user's interface.</param>
    /// <param name="roles">Names of the solution's roles.</param>
    Guid AddUser(string fullName, int language = 1033, params string[] roles);

    /// <summary>All rows as text: equal texts mean that nothing changed.</summary>
    string Snapshot();

    /// <summary>
    /// The messages of the requests that synchronous plug-ins sent during an action, in order: what the person waits for.
    /// </summary>
    IReadOnlyList<string> PluginCallsDuring(Action action);
}
