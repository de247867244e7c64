using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Display names of account columns and stages in a person's language. Two reads, so only for a save that is refused.
/// </summary>
sealed class CallerLabels : ILabels
{
    const int English = 1033;

    readonly Dictionary<string, AttributeMetadata> _columns;

    CallerLabels(int language, IEnumerable<AttributeMetadata> columns)
    {
        Language = language;
        _columns = columns.ToDictionary(column => column.LogicalName);
    }

    public int Language { get; }

    /// <summary>Reads the person's language and the labels.</summary>
    /// <param name="system">A service that may read user settings and metadata.</param>
    /// <param name="person">A systemuser id.</param>
    /// <param name="columns">Columns that may be others than those of the definition.</param>
    public static CallerLabels Read(IOrganizationService system, Guid person, IEnumerable<Column> columns)
    {
        // A query, as a user of the platform's own may have no settings.
        var ofPerson = new QueryByAttribute("usersettings") { ColumnSet = new ColumnSet("uilanguageid") };
        ofPerson.AddAttributeValue("systemuserid", person);
        var settings = system.RetrieveMultiple(ofPerson).Entities.SingleOrDefault();
        return new CallerLabels(
            settings?.GetAttributeValue<int?>("uilanguageid") ?? English, ReadColumns(system, columns));
    }

    public string Column(string logicalName) =>
        _columns.TryGetValue(logicalName, out var column) ? Text(column.DisplayName) ?? logicalName : logicalName;

    public string Stage(Stage stage)
    {
        var choice = _columns.TryGetValue(Columns.Stage, out var column) ? column as EnumAttributeMetadata : null;
        var option = choice?.OptionSet?.Options.SingleOrDefault(o => o.Value == (int)stage);
        return Text(option?.Label) ?? stage.ToString();
    }

    static AttributeMetadata[] ReadColumns(IOrganizationService system, IEnumerable<Column> more) =>
        AccountColumns.Read(system, Columns.All.Concat(more), "LogicalName", "DisplayName", "OptionSet");

    /// <summary>In the person's language, else in English, else in whatever language there is.</summary>
    string? Text(Label? label) => label?.LocalizedLabels
        .OrderByDescending(text => text.LanguageCode == Language)
        .ThenByDescending(text => text.LanguageCode == English)
        .FirstOrDefault(text => !string.IsNullOrEmpty(text.Label))?.Label;
}
