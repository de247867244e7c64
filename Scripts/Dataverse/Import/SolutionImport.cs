using System;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Store;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Brings a solution into an environment.</summary>
public static class SolutionImport
{
    /// <summary>
    /// Extends the store's metadata and schema and writes the solution's component rows (solution, savedquery, role,
    /// workflow, processstage, pluginassembly, plugintype, sdkmessageprocessingstep and its images), all in one
    /// transaction. Importing the same version again changes nothing; a higher version adds and updates, removes the
    /// components it no longer has, and keeps all data; a lower version is refused.
    /// </summary>
    /// <exception cref="SolutionImportException">The import is refused.</exception>
    public static void Apply(SolutionPackage package, RowStore store, DateTime utcNow) => throw new NotImplementedException();

    /// <summary>The catalog with a package's tables, columns, keys, choices and relationships added or replaced.</summary>
    public static MetadataCatalog Extend(MetadataCatalog catalog, SolutionPackage package) => throw new NotImplementedException();
}

/// <summary>A solution that cannot be imported; the message names the part and what to do.</summary>
public sealed class SolutionImportException : Exception
{
    /// <summary>A refusal with its reason.</summary>
    public SolutionImportException(string message) : base(message) { }

    /// <summary>A refusal caused by a broken part.</summary>
    public SolutionImportException(string message, Exception innerException) : base(message, innerException) { }
}
