using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Import;

/// <summary>
/// Brings solutions into an environment's metadata, schema and component rows (solution, savedquery, role, workflow,
/// processstage, pluginassembly, plugintype, sdkmessageprocessingstep and its images), and takes them out again. Each
/// is one transaction and gives the layers that result.
/// </summary>
static class SolutionImport
{
    /// <summary>An import or an upgrade.</summary>
    internal delegate SolutionLayers Change(
        RowStore store, SolutionLayers layers, SolutionPackage package, DateTime utcNow);

    /// <summary>Component rows; those that refer to others come first.</summary>
    static readonly string[] Components =
    [
        "sdkmessageprocessingstepimage", "sdkmessageprocessingstep", "plugintype", "pluginassembly", "savedquery",
        "workflow", "role", "solution",
    ];

    /// <summary>Rows that go with a component row, and their reference to it.</summary>
    static readonly Dictionary<string, (string Table, string Column)> Belongings = new()
    {
        ["workflow"] = ("processstage", "processid"),
        ["role"] = ("systemuserroles", "roleid"),
    };

    /// <summary>
    /// Installs a package, or puts it over the version that is installed: adds and replaces, removes nothing. Importing
    /// again what is there changes nothing; a lower version is refused.
    /// </summary>
    /// <exception cref="SolutionImportException">The import is refused.</exception>
    internal static SolutionLayers Import(
        RowStore store, SolutionLayers layers, SolutionPackage package, DateTime utcNow)
    {
        CheckInstalled(package.Manifest, Installed(store, package.Manifest.UniqueName));
        CheckAssemblies(store, package);
        CustomApiChanges.Check(layers, package);
        var after = layers.Over(
            package.LeftOut is { } names ? new LeftOut(names).Fit(package, layers.Catalog()) : package);
        Apply(store, after, package.Manifest.UniqueName, utcNow, removesOthers: false);
        return after;
    }

    /// <summary>
    /// Installs a package, or lets it take the place of the lower version that is installed: what only that one had
    /// goes, with its data.
    /// </summary>
    /// <exception cref="SolutionImportException">The upgrade is refused.</exception>
    internal static SolutionLayers Upgrade(
        RowStore store, SolutionLayers layers, SolutionPackage package, DateTime utcNow)
    {
        var manifest = package.Manifest;
        if (Installed(store, manifest.UniqueName) is { } installed)
        {
            CheckInstalled(manifest, installed);
            CheckLoaded(layers, manifest.UniqueName);
            if (manifest.Version == VersionOf(installed))
            {
                throw new SolutionImportException($"Solution '{manifest.UniqueName}' {manifest.Version} is installed: "
                    + "an upgrade must have a higher version.");
            }
        }
        CheckAssemblies(store, package);
        CustomApiChanges.Check(layers, package);
        var after = layers.InPlace(package);
        Apply(store, after, manifest.UniqueName, utcNow, removesOthers: true);
        return after;
    }

    /// <summary>Takes a managed solution out, with the data in its tables and columns.</summary>
    /// <exception cref="SolutionImportException">It is refused: not there, unmanaged, or needed by another
    /// solution.</exception>
    internal static SolutionLayers Uninstall(RowStore store, SolutionLayers layers, string solution, DateTime utcNow)
    {
        var installed = Installed(store, solution)
            ?? throw new SolutionImportException($"Solution '{solution}' is not installed.");
        if (!installed.GetAttributeValue<bool>("ismanaged"))
        {
            throw new SolutionImportException(
                $"Solution '{solution}' is unmanaged: deleting it would leave its components.");
        }

        CheckLoaded(layers, solution);
        var after = layers.Without(solution);
        try
        {
            Apply(store, after, installed.GetAttributeValue<string>("uniquename"), utcNow, removesOthers: true);
        }
        catch (SolutionImportException e)
        {
            throw new SolutionImportException(
                $"Solution '{solution}' can't be uninstalled, as another one needs it. {e.Message}", e);
        }
        return after;
    }

    static void Apply(RowStore store, SolutionLayers layers, string solution, DateTime utcNow, bool removesOthers)
    {
        using var transaction = store.Begin();
        var catalog = layers.Catalog();
        CheckTypes(store.Catalog, catalog);
        store.ApplySchema(catalog);
        // Of a component in several packages the last counts, at the place of the first: after what it refers to.
        var rows = layers.Of(solution).SelectMany(package => ComponentRows.Of(package, utcNow))
            .GroupBy(row => (row.LogicalName, row.Id), (_, versions) => versions.Last()).ToList();
        foreach (var row in rows)
        {
            Upsert(store, row, utcNow);
        }

        if (removesOthers)
        {
            RemoveOthers(store, ComponentRows.SolutionId(solution), [.. rows.Select(row => row.Id)]);
        }

        transaction.Commit();
    }

    static Entity? Installed(RowStore store, string solution) =>
        Rows(store, "solution", "uniquename", solution).SingleOrDefault();

    static Version VersionOf(Entity solution) => Version.Parse(solution.GetAttributeValue<string>("version"));

    static void CheckInstalled(SolutionManifest manifest, Entity? installed)
    {
        if (installed is null)
        {
            return;
        }

        var version = VersionOf(installed);
        if (manifest.Version < version)
        {
            throw new SolutionImportException($"Solution '{manifest.UniqueName}' {version} is installed; " +
                $"the lower version {manifest.Version} can't be imported.");
        }
        if (installed.GetAttributeValue<bool>("ismanaged") != manifest.IsManaged)
        {
            var (here, there) = manifest.IsManaged ? ("unmanaged", "managed") : ("managed", "unmanaged");
            throw new SolutionImportException($"Solution '{manifest.UniqueName}' is installed {here}; " +
                $"its {there} package can't be imported over it.");
        }
    }

    /// <summary>
    /// An assembly is replaced in place by one that differs in build and revision only, and lacks none of its plug-in
    /// types.
    /// </summary>
    static void CheckAssemblies(RowStore store, SolutionPackage package)
    {
        foreach (var assembly in package.Assemblies)
        {
            if (store.Find("pluginassembly", assembly.Id, new("version")) is not { } row)
            {
                continue;
            }

            var installed = Version.Parse(row.GetAttributeValue<string>("version"));
            var version = new AssemblyName(assembly.FullName).Version!;
            if ((version.Major, version.Minor) != (installed.Major, installed.Minor))
            {
                throw new SolutionImportException(
                    $"Plug-in assembly '{assembly.FullName}' can't take the place of version {installed}: "
                    + "with another major or minor version it is another assembly.");
            }

            var names = assembly.Types.Select(type => type.TypeName).ToHashSet();
            var types = Rows(store, "plugintype", "pluginassemblyid", assembly.Id);
            var removed = types.Select(type => type.GetAttributeValue<string>("typename"))
                .FirstOrDefault(name => !names.Contains(name));
            if (removed is not null)
            {
                throw new SolutionImportException("Existing plug-in types have been removed. Please update major or "
                    + $"minor version of plug-in assembly. ({assembly.FullName} lacks {removed}.)");
            }
        }
    }

    /// <summary>
    /// A file that is continued holds a solution's rows, but not the package that says what else belongs to it.
    /// </summary>
    static void CheckLoaded(SolutionLayers layers, string solution)
    {
        if (!layers.Of(solution).Any())
        {
            throw new SolutionImportException($"Solution '{solution}' lies in the file, but this host doesn't know its "
                + "parts: import the installed version first.");
        }
    }

    static void CheckTypes(MetadataCatalog before, MetadataCatalog after)
    {
        foreach (var table in before.Tables)
        {
            foreach (var column in table.Columns)
            {
                if (after.TryGetTable(table.LogicalName, out var kept)
                    && kept.TryGetColumn(column.LogicalName, out var now)
                    && now.Type != column.Type)
                {
                    throw new SolutionImportException($"Column '{table.LogicalName}.{column.LogicalName}' " +
                        $"is {column.Type} and can't become {now.Type}.");
                }
            }
        }
    }

    /// <summary>Writes only what differs, so that importing twice leaves the same rows.</summary>
    static void Upsert(RowStore store, Entity row, DateTime utcNow)
    {
        var existing = store.Find(row.LogicalName, row.Id, new ColumnSet(true));
        if (existing is null)
        {
            row["createdon"] = row["modifiedon"] = utcNow;
            store.Insert(row);
            return;
        }
        var changes = new Entity(row.LogicalName, row.Id);
        foreach (var (name, value) in row.Attributes)
        {
            var stored = existing.Attributes.TryGetValue(name, out var known) ? known : null;
            if (!Equals(value is "" ? null : value, stored))
            {
                changes[name] = value;
            }
        }
        // The day of the first import stays.
        changes.Attributes.Remove("installedon");
        if (changes.Attributes.Count == 0)
        {
            return;
        }

        changes["modifiedon"] = utcNow;
        store.Update(changes);
    }

    static void RemoveOthers(RowStore store, Guid solution, HashSet<Guid> kept)
    {
        foreach (var table in Components)
        {
            foreach (var row in Rows(store, table, "solutionid", solution).Where(row => !kept.Contains(row.Id)))
            {
                if (Belongings.TryGetValue(table, out var belonging))
                {
                    foreach (var part in Rows(store, belonging.Table, belonging.Column, row.Id))
                    {
                        store.Delete(belonging.Table, part.Id);
                    }
                }
                store.Delete(table, row.Id);
            }
        }
    }

    static DataCollection<Entity> Rows(RowStore store, string table, string column, object value) => store.Query(
        new() { Root = new() { Table = table, AllColumns = true, Filter = QueryFilter.Equal(column, value) } },
        new()).Entities;
}

/// <summary>A solution that cannot be imported or removed; the message names the part and what to do.</summary>
public sealed class SolutionImportException : Exception
{
    /// <summary>A refusal with its reason.</summary>
    public SolutionImportException(string message) : base(message) { }

    /// <summary>A refusal caused by a broken part.</summary>
    public SolutionImportException(string message, Exception innerException) : base(message, innerException) { }
}
