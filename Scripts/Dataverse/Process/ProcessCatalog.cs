using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;

namespace CrmMilestones.Dataverse.Process;

/// <summary>The business process flows of an environment.</summary>
sealed class ProcessCatalog
{
    /// <summary>By the table of instances.</summary>
    readonly Dictionary<string, ProcessDefinition> _definitions = new(StringComparer.Ordinal);

    /// <summary>Adds a process, or replaces it.</summary>
    internal void Define(ProcessDefinition definition) => _definitions[definition.UniqueName] = definition;

    internal void Remove(ProcessDefinition definition) => _definitions.Remove(definition.UniqueName);

    /// <summary>The activated processes.</summary>
    internal IEnumerable<ProcessDefinition> Active => _definitions.Values.Where(definition => definition.IsActivated);

    /// <summary>The activated processes on a table.</summary>
    internal IEnumerable<ProcessDefinition> On(string table) =>
        Active.Where(definition => definition.PrimaryTable == table);

    /// <summary>The process whose instances a table holds; none, or a draft, is a fault.</summary>
    internal ProcessDefinition Of(string instanceTable) =>
        _definitions.TryGetValue(instanceTable, out var definition) && definition.IsActivated ? definition
        : throw Faults.Invalid($"The business process flow of '{instanceTable}' is not activated.");

    /// <summary>The lookup from an instance to the row that it is about.</summary>
    internal static string RecordColumn(ProcessDefinition definition) => $"bpf_{definition.PrimaryTable}id";
}
