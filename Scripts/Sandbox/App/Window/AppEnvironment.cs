using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.App.Window;

/// <summary>What an app's pages need to know of the environment and of the person before them.</summary>
/// <param name="Host">The environment.</param>
/// <param name="Service">The person's service.</param>
/// <param name="UserId">The person.</param>
/// <param name="UserName">The person's name.</param>
/// <param name="Roles">The person's roles.</param>
/// <param name="Language">The LCID of the person's language.</param>
/// <param name="Forms">All forms of all solutions.</param>
/// <param name="Clock">What the environment takes for now.</param>
/// <param name="AddressOf">The address of a table's form; without an id that of a new row.</param>
public sealed record AppEnvironment(
    DataverseHost Host, IOrganizationService Service, Guid UserId, string UserName, IReadOnlyCollection<Guid> Roles,
    int Language, IReadOnlyList<FormModel> Forms, TimeProvider Clock, Func<string, Guid?, string> AddressOf)
{
    /// <summary>How the person writes numbers and dates.</summary>
    internal CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(Language);

    /// <summary>Whose clock the person reads.</summary>
    internal TimeZoneInfo Zone { get; } = Host.TimeZoneOf(UserId);

    /// <summary>Whether the person may do something with some rows of a table.</summary>
    internal bool MayUse(string right, string table) => Host.MayUse(UserId, right, table);

    internal TableDefinition Table(string logicalName) => Host.Catalog.Table(logicalName);

    /// <summary>A label in the person's language, or another text where there is none.</summary>
    internal string Text(LocalizedLabels labels, string otherwise) =>
        labels.In(Language) is { Length: > 0 } text ? text : otherwise;

    internal string NameOf(ColumnDefinition column) => Text(column.DisplayName, column.LogicalName);

    internal string NameOf(TableDefinition table) => Text(table.DisplayName, table.LogicalName);

    /// <summary>
    /// The forms of a table that the person may use, in their order: those for everybody and for the person's roles, or
    /// else those that stand in.
    /// </summary>
    internal IReadOnlyList<FormModel> FormsOf(string table, FormKind kind)
    {
        var forms = Forms.Where(form => form.Table == table && form.Kind == kind && form.IsActive)
            .OrderBy(form => form.Order).ToList();
        var own = forms.Where(form => form.Roles.Count == 0 || form.Roles.Any(Roles.Contains)).ToList();
        return own.Count > 0 ? own : [.. forms.Where(form => form.IsFallback)];
    }
}
