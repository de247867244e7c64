using System.Collections.Generic;
using System.IO;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>The content of a solution zip as plain records.</summary>
public sealed record SolutionPackage
{
    /// <summary>Who and which version it is.</summary>
    public required SolutionManifest Manifest { get; init; }

    /// <summary>Tables the solution owns.</summary>
    public IReadOnlyList<TableDefinition> Tables { get; init; } = [];

    /// <summary>Columns and keys it adds to tables of others.</summary>
    public IReadOnlyList<TableExtension> Extensions { get; init; } = [];

    /// <summary>Global choices.</summary>
    public IReadOnlyList<ChoiceDefinition> Choices { get; init; } = [];

    /// <summary>1:N relationships.</summary>
    public IReadOnlyList<RelationshipDefinition> Relationships { get; init; } = [];

    /// <summary>Views.</summary>
    public IReadOnlyList<SavedQuery> SavedQueries { get; init; } = [];

    /// <summary>Security roles.</summary>
    public IReadOnlyList<SecurityRole> Roles { get; init; } = [];

    /// <summary>Business process flows.</summary>
    public IReadOnlyList<ProcessDefinition> Processes { get; init; } = [];

    /// <summary>Plug-in assemblies.</summary>
    public IReadOnlyList<PluginAssembly> Assemblies { get; init; } = [];

    /// <summary>Plug-in steps.</summary>
    public IReadOnlyList<PluginStep> Steps { get; init; } = [];

    /// <summary>Custom APIs.</summary>
    public IReadOnlyList<CustomApi> CustomApis { get; init; } = [];

    /// <summary>Where what is left out is named; null when nothing may be.</summary>
    internal ICollection<string>? LeftOut { get; init; }

    /// <summary>Reads a managed or unmanaged solution zip; what is not supported is refused by name.</summary>
    /// <exception cref="SolutionImportException">The zip is broken or holds something unsupported.</exception>
    public static SolutionPackage Read(Stream zip) => new PackageReader(zip, null).Read();

    /// <summary>Reads a solution zip to look at, and leaves out what is not supported or lacks what it needs.</summary>
    /// <param name="zip">The zip.</param>
    /// <param name="leftOut">Told of each part that is left out, here and when the package is imported.</param>
    /// <exception cref="SolutionImportException">The zip is broken.</exception>
    public static SolutionPackage Read(Stream zip, ICollection<string> leftOut) =>
        new PackageReader(zip, leftOut).Read();
}
