using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

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

    /// <summary>
    /// Starts a process on a new row when the environment does that by itself: the one that the row's processid names
    /// (Guid.Empty: none), else the one of lowest order whose instances the caller may create.
    /// </summary>
    internal void StartOn(Organization organization, Entity row, RequestContext request)
    {
        if (!organization.Options.AutoCreateProcessInstances)
        {
            return;
        }

        var wanted = row.GetAttributeValue<Guid?>("processid");
        var inOrder = On(row.LogicalName).OrderBy(process => process.Order);
        var definition = inOrder.FirstOrDefault(candidate => wanted is null
            ? organization.Access.Allows(
                request, Security.AccessRight.Create, organization.Catalog.Table(candidate.UniqueName))
            : candidate.Id == wanted);
        if (definition is null)
        {
            return;
        }

        var instance = new Entity(definition.UniqueName) { [RecordColumn(definition)] = row.ToEntityReference() };
        organization.Messages.Execute(
            new CreateRequest { Target = instance }, request with { Depth = request.Depth + 1 });
    }
}
