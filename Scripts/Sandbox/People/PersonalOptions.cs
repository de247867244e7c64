using System;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.People;

/// <summary>What a person has set for themselves.</summary>
static class PersonalOptions
{
    const string UiLanguage = "uilanguageid";

    /// <summary>The LCID in which the server answers the person; null where none is set.</summary>
    internal static int? LanguageOf(DataverseHost host, Guid person) =>
        host.System.Retrieve("usersettings", person, new ColumnSet(UiLanguage)).GetAttributeValue<int?>(UiLanguage);
}
