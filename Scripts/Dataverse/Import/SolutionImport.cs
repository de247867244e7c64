using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Brings a solution into an environment.</summary>
public static class SolutionImport
{
    /// <summary>
    /// Extends the store's metadata and schema and writes the solution's component rows (solution, savedquery, role,
    /// workflow, processstage, pluginassembly, plugintype, sdkmessageprocessingstep and its images), all in one
    /// transaction. Importing the same version again changes nothing; a higher version adds and updates, removes the
    /// views and plug-in registrations it no longer has, and keeps all data; a lower version is refused.
    /// </summary>
    /// <exception cref="SolutionImportException">The import is refused.</exception>
    public static void Apply(SolutionPackage package, RowStore store, DateTime utcNow)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(store);
        using var transaction = store.Begin();
        var manifest = package.Manifest;
        CheckInstalled(manifest, Rows(store, "solution", "uniquename", manifest.UniqueName).SingleOrDefault());
        store.ApplySchema(Extend(store.Catalog, package));
        var rows = ComponentRows.Of(package, utcNow).ToList();
        foreach (var row in rows)
            Upsert(store, row, utcNow);
        RemoveOthers(store, ComponentRows.SolutionId(package), [.. rows.Select(row => row.Id)]);
        transaction.Commit();
    }

    /// <summary>The catalog as it would be after importing a package.</summary>
    /// <exception cref="SolutionImportException">The package does not fit the catalog.</exception>
    public static MetadataCatalog Extend(MetadataCatalog catalog, SolutionPackage package)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(package);
        return CatalogExtension.Extend(catalog, package);
    }

    static void CheckInstalled(SolutionManifest manifest, Entity? installed)
    {
        if (installed is null)
            return;
        var version = Version.Parse(installed.GetAttributeValue<string>("version"));
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
            if (!Equals(value, existing.Attributes.TryGetValue(name, out var stored) ? stored : null))
                changes[name] = value;
        }
        // The day of the first import stays.
        changes.Attributes.Remove("installedon");
        if (changes.Attributes.Count == 0)
            return;
        changes["modifiedon"] = utcNow;
        store.Update(changes);
    }

    /// <summary>Components that carry no data; those that refer to others come first.</summary>
    static readonly string[] Removable =
        ["sdkmessageprocessingstepimage", "sdkmessageprocessingstep", "plugintype", "savedquery"];

    static void RemoveOthers(RowStore store, Guid solution, HashSet<Guid> components)
    {
        foreach (var table in Removable)
        {
            foreach (var row in Rows(store, table, "solutionid", solution).Where(row => !components.Contains(row.Id)))
                store.Delete(table, row.Id);
        }
    }

    static DataCollection<Entity> Rows(RowStore store, string table, string column, object value) => store.Query(
        new() { Root = new() { Table = table, AllColumns = true, Filter = QueryFilter.Equal(column, value) } },
        new()).Entities;
}

/// <summary>A solution that cannot be imported; the message names the part and what to do.</summary>
public sealed class SolutionImportException : Exception
{
    /// <summary>A refusal with its reason.</summary>
    public SolutionImportException(string message) : base(message) { }

    /// <summary>A refusal caused by a broken part.</summary>
    public SolutionImportException(string message, Exception innerException) : base(message, innerException) { }
}
