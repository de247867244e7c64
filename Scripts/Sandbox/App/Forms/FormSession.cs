using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>
/// A row while a form shows it: what is stored, what was changed since, and what of that a save sends. As the client
/// does, an update sends the changed columns only, and a create every column of the form that has a value.
/// </summary>
sealed class FormSession
{
    const string State = "statecode";
    const string Owner = "ownerid";

    readonly IOrganizationService _service;
    readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    Dictionary<string, object?> _stored = new(StringComparer.Ordinal);

    /// <summary>A new row with the defaults of its columns, or an existing one as it is stored.</summary>
    /// <param name="form">The form.</param>
    /// <param name="table">Its table.</param>
    /// <param name="service">The person's service.</param>
    /// <param name="id">The row; null makes a new one.</param>
    /// <param name="others">Columns that are read though the form lacks them: those of guided processes.</param>
    /// <param name="given">What a new row starts with, such as the customer from whose form it is made.</param>
    internal FormSession(
        FormModel form, TableDefinition table, IOrganizationService service, Guid? id,
        IEnumerable<string>? others = null, IEnumerable<KeyValuePair<string, object?>>? given = null)
    {
        Form = form;
        Table = table;
        Id = id;
        _service = service;
        Columns = [.. form.Columns.Concat(Known(table)).Concat(others ?? []).Distinct()
            .Where(column => table.TryGetColumn(column, out _))];
        if (id is null)
        {
            Propose(given ?? []);
        }
        else
        {
            Load();
        }
    }

    internal FormModel Form { get; }

    internal TableDefinition Table { get; }

    /// <summary>The row's id; null until it is created.</summary>
    internal Guid? Id { get; private set; }

    /// <summary>The columns that were read.</summary>
    internal IReadOnlyList<string> Columns { get; }

    /// <summary>What scripts changed about the form.</summary>
    internal FormLooks Looks { get; } = new();

    /// <summary>The columns whose values differ from what is stored.</summary>
    internal IEnumerable<string> Changed =>
        _values.Keys.Where(column => !Equals(_values[column], _stored.GetValueOrDefault(column)));

    internal bool IsDirty => Changed.Any();

    /// <summary>Whether the row is inactive: then the whole form only shows.</summary>
    internal bool IsInactive => Id is not null && Value(State) is OptionSetValue { Value: not 0 };

    /// <summary>Whether the person may not write such rows.</summary>
    internal bool IsLocked { get; init; }

    /// <summary>What people call the row.</summary>
    internal string? Name => Table.PrimaryNameColumn is { } column ? Value(column) as string : null;

    internal object? Value(string column) => _values.GetValueOrDefault(column);

    /// <summary>Sets a value; an empty text is no value.</summary>
    internal void Set(string column, object? value) => _values[column] = value is "" ? null : value;

    /// <summary>Whether a control only shows its column.</summary>
    internal bool IsReadOnly(FormControl control) =>
        IsInactive || IsLocked
        || (Looks.IsDisabled(control.Name) ?? control.IsDisabled)
        || control.Column is null
        || !Table.TryGetColumn(control.Column, out var column)
        || !(Id is null ? column.IsValidForCreate : column.IsValidForUpdate);

    /// <summary>Whether the form insists on a value.</summary>
    internal bool IsRequired(FormControl control) =>
        control.Column is { } name && Table.TryGetColumn(name, out var column)
        && (Looks.RequiredLevel(name) is { } level
            ? level == "required"
            : control.IsRequired || column.RequiredLevel
                is AttributeRequiredLevel.ApplicationRequired or AttributeRequiredLevel.SystemRequired);

    /// <summary>Whether the form recommends a value.</summary>
    internal bool IsRecommended(FormControl control) =>
        control.Column is { } name && Table.TryGetColumn(name, out var column)
        && (Looks.RequiredLevel(name) is { } level
            ? level == "recommended" : column.RequiredLevel == AttributeRequiredLevel.Recommended);

    /// <summary>Required columns of the form that can be filled in here and aren't.</summary>
    internal IEnumerable<FormControl> Missing() => Form.Cells
        .Select(cell => cell.Control).OfType<FormControl>()
        .Where(control => IsRequired(control) && !IsReadOnly(control) && Value(control.Column!) is null)
        .DistinctBy(control => control.Column);

    /// <summary>Reads the row again; what was changed and not saved is lost.</summary>
    internal void Load()
    {
        var row = _service.Retrieve(Table.LogicalName, Id!.Value, new ColumnSet([.. Columns]));
        _stored = Columns.ToDictionary(column => column, column => (object?)row.GetAttributeValue<object>(column));
        _values.Clear();
        foreach (var (column, value) in _stored)
        {
            _values[column] = value;
        }
    }

    /// <summary>Writes what was changed, if anything, and reads the row as the server left it.</summary>
    internal void Save()
    {
        if (Id is { } id)
        {
            var changed = Changed.ToList();
            if (changed.Count > 0)
            {
                _service.Update(Row(id, changed));
            }
        }
        else
        {
            Id = _service.Create(Row(Guid.Empty, _values.Keys.Where(column => _values[column] is not null)));
        }

        Load();
    }

    Entity Row(Guid id, IEnumerable<string> columns)
    {
        Entity row = new(Table.LogicalName, id);
        foreach (var column in columns)
        {
            row[column] = _values[column];
        }

        return row;
    }

    void Propose(IEnumerable<KeyValuePair<string, object?>> given)
    {
        foreach (var name in Form.Columns.Where(name => Columns.Contains(name)))
        {
            var column = Table.Column(name);
            _values[name] = column switch
            {
                { IsValidForCreate: false } => null,
                { Type: ColumnType.YesNo } => column.DefaultValue is 1,
                { Type: ColumnType.Choice, DefaultValue: { } value } => new OptionSetValue(value),
                _ => null,
            };
        }
        if (_values.ContainsKey(Owner))
        {
            _values[Owner] = Self();
        }

        foreach (var (column, value) in given)
        {
            _values[column] = value;
        }
    }

    EntityReference Self()
    {
        var id = (Guid)_service.Execute(new OrganizationRequest("WhoAmI"))["UserId"];
        var name = _service.Retrieve("systemuser", id, new ColumnSet("fullname"))
            .GetAttributeValue<string>("fullname");
        return new("systemuser", id) { Name = name };
    }

    /// <summary>What a form needs to know of a row whatever it shows.</summary>
    static IEnumerable<string> Known(TableDefinition table) =>
        table.PrimaryNameColumn is { } name ? [name, State] : [State];
}
