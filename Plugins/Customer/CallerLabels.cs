using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Display names of account columns and stages in a person's language. Up to two reads, so only for what a person is told.
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

    /// <summary>Words something in a person's language.</summary>
    /// <param name="system">A service that may read user settings and metadata.</param>
    /// <param name="person">A systemuser id.</param>
    /// <param name="say">Words it, first to learn which names it needs: an account has hundreds of columns.</param>
    public static T Say<T>(IOrganizationService system, Guid person, Func<ILabels, T> say)
    {
        // A query, as a user of the platform's own may have no settings.
        var ofPerson = new QueryByAttribute("usersettings") { ColumnSet = new ColumnSet("uilanguageid") };
        ofPerson.AddAttributeValue("systemuserid", person);
        var settings = system.RetrieveMultiple(ofPerson).Entities.SingleOrDefault();
        Needed needed = new(settings?.GetAttributeValue<int?>("uilanguageid") ?? English);
        var unnamed = say(needed);
        return needed.Columns.Count == 0 ? unnamed : say(new CallerLabels(needed.Language, AccountColumns.Read(
            system, needed.Columns, "LogicalName", "DisplayName", "OptionSet")));
    }

    public string Column(string logicalName) =>
        _columns.TryGetValue(logicalName, out var column) ? Text(column.DisplayName) ?? logicalName : logicalName;

    public string Stage(Stage stage)
    {
        var choice = _columns.TryGetValue(Columns.Stage, out var column) ? column as EnumAttributeMetadata : null;
        var option = choice?.OptionSet?.Options.SingleOrDefault(o => o.Value == (int)stage);
        return Text(option?.Label) ?? stage.ToString();
    }

    /// <summary>In the person's language, else in English, else in whatever language there is.</summary>
    string? Text(Label? label) => label?.LocalizedLabels
        .OrderByDescending(text => text.LanguageCode == Language)
        .ThenByDescending(text => text.LanguageCode == English)
        .FirstOrDefault(text => !string.IsNullOrEmpty(text.Label))?.Label;

    /// <summary>Takes note of the columns whose names are asked for.</summary>
    sealed class Needed(int language) : ILabels
    {
        public int Language { get; } = language;

        public HashSet<string> Columns { get; } = [];

        public string Column(string logicalName)
        {
            Columns.Add(logicalName);
            return logicalName;
        }

        public string Stage(Stage stage) => Column(Rules.Columns.Stage);
    }
}
