using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace CrmMilestones.Dataverse.Import;

/// <summary>The messages whose ids are the same in every environment.</summary>
static class SdkMessages
{
    /// <summary>Names by id.</summary>
    internal static IReadOnlyDictionary<Guid, string> All { get; } = new Dictionary<string, string>
    {
        ["9ebdbb1b"] = "Create",
        ["20bebb1b"] = "Update",
        ["a1bdbb1b"] = "Delete",
        ["8cbdbb1b"] = "Assign",
        ["dbbdbb1b"] = "Merge",
        ["1cbebb1b"] = "SetState",
        ["1dbebb1b"] = "SetStateDynamicEntity",
        ["f2bdbb1b"] = "Retrieve",
        ["03bebb1b"] = "RetrieveMultiple",
    }.ToFrozenDictionary(message => Guid.Parse(message.Key + "-ea3e-db11-86a7-000a3a5473e8"), message => message.Value);

    internal static string? NameOf(Guid id) => All.GetValueOrDefault(id);

    internal static Guid IdOf(string name)
    {
        foreach (var (id, known) in All)
        {
            if (known == name)
            {
                return id;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(name), name, null);
    }
}
