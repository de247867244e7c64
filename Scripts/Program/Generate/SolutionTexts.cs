using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>The solution's labels and descriptions in one language, for documents.</summary>
public sealed class SolutionTexts(SolutionSource solution, Language language) : ILabels
{
    /// <summary>Parts the evidence from the rest of a column's description.</summary>
    static readonly Wording EvidenceMark = new(" Evidence: ", " Prueba: ");

    readonly Dictionary<string, SourceColumn> _account = solution.Table("account")!.Columns.ToDictionary(
        column => column.LogicalName);

    readonly string _code = language.Code.ToString(CultureInfo.InvariantCulture);

    public Language Language => language;

    int ILabels.Language => language.Code;

    public SolutionSource Solution => solution;

    public string SolutionVersion => solution.Version;

    /// <summary>A text with the names of the columns and stages that it speaks of.</summary>
    public string Say(Wording text) => new Sentence(text).Say(this);

    /// <summary>Display name of an account column.</summary>
    public string Column(string logicalName) => _account.TryGetValue(logicalName, out var column)
        ? column.Xml.Label("displaynames", "displayname", _code)
        : OfPlatform(logicalName).Name.In(language);

    public string Columns(IEnumerable<Plugins.Rules.Column> columns) =>
        string.Join(", ", columns.Select(column => Column(column)));

    /// <summary>Who fills an account column, when, and what it means.</summary>
    public string Description(string logicalName) => Explanation(logicalName)[0];

    /// <summary>What proves the value of an account column; null if nothing need be proved.</summary>
    public string? Evidence(string logicalName) => Explanation(logicalName) is [_, var evidence]
        ? string.Concat(evidence[..1].ToUpperInvariant(), evidence.AsSpan(1))
        : null;

    public string Stage(Stage stage) => Option("cm_lifecyclestage", (int)stage);

    public string Status(BillableStatus status) => Option("cm_billablestatus", (int)status);

    public string Milestone(Milestone milestone) => Option("cm_milestone", (int)milestone);

    /// <summary>The account's views with their descriptions, by name.</summary>
    public IEnumerable<(string Name, string Description)> Views() => solution.Table("account")!.Views
        .Select(view => (
            Name: view.Xml.Label("LocalizedNames", "LocalizedName", _code),
            Description: view.Xml.Label("Descriptions", "Description", _code)))
        .OrderBy(view => view.Name, StringComparer.InvariantCulture);

    /// <summary>Name of the account view with this English name.</summary>
    public string View(string english) => solution.Table("account")!.Views.Single(view => view.Name == english)
        .Xml.Label("LocalizedNames", "LocalizedName", _code);

    /// <summary>Name of the account form.</summary>
    public string Form() => solution.Table("account")!.Forms.Single()
        .Xml.Label("LocalizedNames", "LocalizedName", _code);

    /// <summary>Name of the app.</summary>
    public string App() =>
        solution.Roots(SolutionLayout.Apps).Single().Label("LocalizedNames", "LocalizedName", _code);

    string Option(string choice, int value)
    {
        var option = solution.Choices.Single(c => c.Name == choice)
            .Options.SingleOrDefault(option => option.Value == value.ToString(CultureInfo.InvariantCulture))
            ?? throw new ArgumentException($"Solution/OptionSets/{choice}.xml lacks {value}.", nameof(value));
        return option.Xml.Label("labels", "label", _code);
    }

    string[] Explanation(string logicalName) => (_account.TryGetValue(logicalName, out var column)
        ? column.Xml.Label("Descriptions", "Description", _code)
        : OfPlatform(logicalName).Description.In(language)).Split(EvidenceMark.In(language));

    /// <summary>
    /// The one column of the definition that is Dataverse's own, so the solution has no words for it.
    /// </summary>
    static (Wording Name, Wording Description) OfPlatform(string logicalName) =>
        logicalName == Plugins.Rules.Columns.PrimaryContact.LogicalName
        ? (new("Primary contact", "Contacto principal"),
           new("Person at the customer whom we write to. Sales fills it before the customer leaves Prospect.",
               "Persona del cliente a la que escribimos. "
               + "Ventas lo rellena antes de que el cliente salga de Prospecto."))
        : throw new ArgumentException($"The solution has no account column {logicalName}.", nameof(logicalName));
}
