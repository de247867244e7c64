using System;
using System.Collections.Generic;

namespace CrmMilestones.Packaging.Platform;

/// <summary>The messages whose ids are the same in every environment (Scripts/Dataverse/PLATFORM.md#ids).</summary>
public static class SdkMessages
{
    static readonly Dictionary<string, Guid> Ids = new()
    {
        ["Create"] = Message("9ebdbb1b"),
        ["Update"] = Message("20bebb1b"),
        ["Delete"] = Message("a1bdbb1b"),
        ["Assign"] = Message("8cbdbb1b"),
        ["Merge"] = Message("dbbdbb1b"),
        ["SetState"] = Message("1cbebb1b"),
        ["SetStateDynamicEntity"] = Message("1dbebb1b"),
        ["Retrieve"] = Message("f2bdbb1b"),
        ["RetrieveMultiple"] = Message("03bebb1b"),
    };

    /// <summary>Ids by name.</summary>
    public static IReadOnlyDictionary<string, Guid> All => Ids;

    /// <summary>The name of a message; null when it is not among them.</summary>
    public static string? NameOf(Guid id)
    {
        foreach (var message in Ids)
        {
            if (message.Value == id)
            {
                return message.Key;
            }
        }

        return null;
    }

    static Guid Message(string first) => new(first + "-ea3e-db11-86a7-000a3a5473e8");
}
