using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>A Custom API and the plug-in that is its main operation; null for a mere event.</summary>
sealed record RegisteredApi(CustomApi Api, IPlugin? Plugin);

/// <summary>The Custom APIs that are installed.</summary>
sealed class CustomApiCatalog
{
    readonly Dictionary<string, RegisteredApi> _apis = [];

    internal IEnumerable<CustomApi> All => _apis.Values.Select(registered => registered.Api);

    internal RegisteredApi? Find(string name) => _apis.GetValueOrDefault(name);

    /// <summary>Adds a Custom API, or replaces it.</summary>
    internal void Define(RegisteredApi registered) => _apis[registered.Api.UniqueName] = registered;

    internal void Remove(CustomApi api) => _apis.Remove(api.UniqueName);
}
