using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Sql;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse;

/// <summary>What an import brought.</summary>
/// <param name="UniqueName">The solution's unique name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Steps">How many plug-in steps are registered and enabled.</param>
public sealed record ImportResult(string UniqueName, Version Version, int Steps);

/// <summary>
/// An embedded Dataverse environment: imports solution zips, runs the plug-ins inside them and gives every user an
/// <see cref="IOrganizationService"/>. Safe for several threads: one request at a time runs, whoever sends it, so that
/// a plug-in's one instance is entered by many threads but never by two at once.
/// </summary>
public sealed class DataverseHost : IDisposable
{
    readonly Lock _gate = new();
    readonly Organization _organization;
    readonly SolutionInstaller _installer;
    readonly Seed _seed;

    DataverseHost(DataverseOptions options, RowStore store, SolutionLayers layers)
    {
        _organization = new(options, store);
        _installer = new(_organization, options, layers);
        _seed = new(store, options);
        _seed.Apply();
        System = ServiceFor(EnvironmentIds.SystemUser);
    }

    /// <summary>The requests that plug-ins, asynchronous ones too, send while something is done.</summary>
    public IReadOnlyList<ServiceCall> CallsDuring(Action action) => _organization.Calls.During(action);

    /// <summary>
    /// Every asynchronous step that has run: in order, after the user's request that caused it, before it returns.
    /// </summary>
    public AsynchronousLog AsynchronousRuns => _organization.AsynchronousRuns;

    /// <summary>The tables, choices and relationships of now; an import replaces it as a whole.</summary>
    public MetadataCatalog Catalog => _organization.Store.Catalog;

    /// <summary>The activated business process flows of now.</summary>
    public IReadOnlyList<ProcessDefinition> Processes
    {
        get
        {
            lock (_gate)
            {
                return [.. _organization.Processes.Active];
            }
        }
    }

    /// <summary>The Custom APIs of now.</summary>
    public IReadOnlyList<CustomApi> CustomApis
    {
        get
        {
            lock (_gate)
            {
                return [.. _organization.CustomApis.All];
            }
        }
    }

    /// <summary>The SYSTEM user's service, which needs no privileges.</summary>
    public IOrganizationService System { get; }

    /// <summary>
    /// Starts an environment. A file that holds one is continued: its rows are there, and importing the same solutions
    /// again brings their plug-ins and privileges back.
    /// </summary>
    public static DataverseHost Create(DataverseOptions? options = null) =>
        new(options ?? new(), new(options?.Path, options?.IsDurable ?? true), SolutionLayers.None);

    /// <summary>
    /// Continues the environment that a file holds, as <see cref="Create"/> does, and refuses a file that holds none.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public static DataverseHost Open(string path, DataverseOptions? options = null)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path} is not there.", path);
        }

        if (!Database.HoldsTable(path, "organization"))
        {
            throw new InvalidDataException($"{path} holds no environment.");
        }

        return Create((options ?? new()) with { Path = path });
    }

    /// <summary>
    /// A second environment in memory with the same rows and solutions, without importing them again; from then on each
    /// goes its own way. Steps that were registered without a solution are not copied.
    /// </summary>
    /// <param name="options">How the copy is set up; its path must be null.</param>
    public DataverseHost Copy(DataverseOptions? options = null)
    {
        if (options?.Path is not null)
        {
            throw new ArgumentException("A copy lies in memory: it has no path.", nameof(options));
        }

        lock (_gate)
        {
            return new(options ?? new(), new(_organization.Store), _installer.Layers);
        }
    }

    /// <summary>
    /// Imports a managed or unmanaged solution zip with its steps and processes enabled. Importing it again changes
    /// nothing; a higher version adds and replaces, and removes nothing (the platform's "Update").
    /// </summary>
    /// <exception cref="SolutionImportException">The solution is refused; nothing has changed.</exception>
    public ImportResult ImportSolution(Stream zip) => ImportSolution(SolutionPackage.Read(zip));

    /// <summary>Imports a solution that has been read already.</summary>
    /// <exception cref="SolutionImportException">The solution is refused; nothing has changed.</exception>
    public ImportResult ImportSolution(SolutionPackage package)
    {
        lock (_gate)
        {
            return _installer.Import(package);
        }
    }

    /// <summary>
    /// Imports a solution zip in place of the lower version that is installed (StageAndUpgrade): what that one had and
    /// this one lacks is removed with its data; all else is kept. Installs the solution when it is not there.
    /// </summary>
    /// <exception cref="SolutionImportException">The solution is refused; nothing has changed.</exception>
    public ImportResult UpgradeSolution(Stream zip) => UpgradeSolution(SolutionPackage.Read(zip));

    /// <summary>Upgrades to a solution that has been read already.</summary>
    /// <exception cref="SolutionImportException">The solution is refused; nothing has changed.</exception>
    public ImportResult UpgradeSolution(SolutionPackage package)
    {
        lock (_gate)
        {
            return _installer.Upgrade(package);
        }
    }

    /// <summary>
    /// Removes a managed solution with all that it brought, and with the data in its tables and columns.
    /// </summary>
    /// <exception cref="SolutionImportException">It is not there, unmanaged, or needed by another; nothing has
    /// changed.</exception>
    public void UninstallSolution(string uniqueName)
    {
        lock (_gate)
        {
            _installer.Uninstall(uniqueName);
        }
    }

    /// <summary>Registers a step with the one instance that executes it, in place of a step with the same id.</summary>
    /// <exception cref="SolutionImportException">It is not allowed on the platform, or not supported by this
    /// host.</exception>
    public void RegisterStep(PluginStep step, IPlugin plugin)
    {
        lock (_gate)
        {
            _organization.Steps.Add(step, plugin, _organization.Store.Catalog, _organization.CustomApis);
        }
    }

    /// <summary>Registers a Custom API with the plug-in that is its main operation, or replaces it.</summary>
    public void RegisterCustomApi(CustomApi api, IPlugin? plugin)
    {
        lock (_gate)
        {
            _organization.CustomApis.Define(new(api, plugin));
        }
    }

    /// <summary>Adds a user of the root business unit.</summary>
    /// <param name="fullName">What people see.</param>
    /// <param name="language">The LCID of the user's interface.</param>
    /// <param name="timeZone">The IANA name of the user's time zone.</param>
    /// <param name="roles">Names of roles: "System Administrator" or those of imported solutions.</param>
    /// <returns>The user's id.</returns>
    public Guid AddUser(string fullName, int language = 1033, string timeZone = "UTC", params string[] roles)
    {
        lock (_gate)
        {
            return _seed.AddUser(fullName, language, TimeZones.CodeOf(timeZone), roles);
        }
    }

    /// <summary>Whether a user may do something with some rows of a table.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="right">Create, Read, Write, Delete, Append, AppendTo or Assign; others nobody has.</param>
    /// <param name="table">The table; one that isn't there nobody may use.</param>
    public bool MayUse(Guid userId, string right, string table)
    {
        lock (_gate)
        {
            return Enum.TryParse<AccessRight>(right, ignoreCase: true, out var known)
                && Catalog.TryGetTable(table, out var definition)
                && _organization.Access.Allows(new(userId), known, definition);
        }
    }

    /// <summary>The time zone of a user's personal options, in which clients show and take times.</summary>
    public TimeZoneInfo TimeZoneOf(Guid userId)
    {
        lock (_gate)
        {
            return _organization.Users.Get(userId).TimeZone;
        }
    }

    /// <summary>The service of a user. Each Execute is one transaction.</summary>
    public IOrganizationService ServiceFor(Guid userId) => Service(userId, null);

    /// <summary>
    /// The service of a user for whom another one acts, who needs the privilege for it. What is done counts as the
    /// user's; that the other one's own rights limit it too is not imitated: who has the privilege here may do all.
    /// </summary>
    public IOrganizationService ServiceFor(Guid userId, Guid actingUserId)
    {
        lock (_gate)
        {
            _organization.Access.Require(new(actingUserId), "prvActOnBehalfOfAnotherUser");
        }

        return ServiceFor(userId);
    }

    /// <summary>
    /// The service of a user who asks from a window in a language, and is answered in it: to whatever runs for a request
    /// the user's personal options say that language. What is stored in them stays as it is.
    /// </summary>
    public IOrganizationService ServiceFor(Guid userId, int language) => Service(userId, new(userId, language));

    /// <summary>Links tables to a lake, as Link to Fabric and Synapse Link do.</summary>
    public LakeLink LinkToLake(params IReadOnlyList<string> tables) => new(_organization.Store, tables);

    /// <summary>All rows as text: equal texts mean that nothing changed.</summary>
    public string Snapshot()
    {
        lock (_gate)
        {
            return _organization.Store.Snapshot();
        }
    }

    /// <summary>
    /// The rows of a query in SQL, their values as they are stored: for tests that look after every request.
    /// </summary>
    internal IReadOnlyList<object?[]> Ask(string sql, params IReadOnlyList<object?> parameters)
    {
        lock (_gate)
        {
            return _organization.Store.Ask(sql, parameters);
        }
    }

    /// <summary>Ends it, after the request that runs: the database isn't taken from under it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _organization.Dispose();
        }
    }

    OrganizationService Service(Guid userId, WindowLanguage? window) => new(request =>
    {
        lock (_gate)
        {
            try
            {
                return _organization.Messages.Execute(request, new RequestContext
                {
                    Executor = _organization.Messages,
                    UserId = userId,
                    InitiatingUserId = userId,
                    CorrelationId = Guid.NewGuid(),
                    Window = window,
                });
            }
            finally
            {
                _organization.AsynchronousSteps.RunAll();
            }
        }
    });
}
