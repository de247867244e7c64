using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>What an address leads to.</summary>
sealed record Place
{
    /// <summary>The table of the row or the rows; null for an operation that is bound to nothing.</summary>
    internal TableDefinition? Table { get; init; }

    /// <summary>The row; null for rows of a table.</summary>
    internal EntityReference? Row { get; init; }

    /// <summary>The address ends in a navigation property that is empty.</summary>
    internal bool IsEmpty { get; init; }

    /// <summary>Of which row's which navigation property the rows are.</summary>
    internal (Guid From, Navigation Navigation)? Related { get; init; }

    /// <summary>The one column of <see cref="Row"/> that is meant.</summary>
    internal ColumnDefinition? Column { get; init; }

    /// <summary>The navigation property of <see cref="Row"/> whose references are meant.</summary>
    internal Navigation? References { get; init; }

    /// <summary>Which one of the references.</summary>
    internal Guid? Reference { get; init; }

    /// <summary>Whether only the number of rows is meant.</summary>
    internal bool IsCount { get; init; }

    /// <summary>The function or action, with the arguments in the address.</summary>
    internal (Operation Operation, IReadOnlyList<OperationSegmentParameter> Arguments)? Call { get; init; }

    /// <summary>Follows the path of an address.</summary>
    /// <param name="schema">The tables.</param>
    /// <param name="parser">The address.</param>
    /// <param name="service">Reads lookups on the way; null for the address of a row or of rows.</param>
    internal static Place Of(EdmSchema schema, QueryParser parser, IOrganizationService? service)
    {
        Place place = new();
        foreach (var segment in parser.Path)
        {
            place = place.Next(segment, schema, service);
        }

        // "." leads to the root, of which there is the service document only.
        return place is { Table: null, Call: null } ? throw ApiFault.NoResource(".") : place;
    }

    Place Next(ODataPathSegment segment, EdmSchema schema, IOrganizationService? service) => segment switch
    {
        EntitySetSegment set => new() { Table = schema.TableOfSet(set.EntitySet.Name) },
        KeySegment key when References is not null => this with { Reference = (Guid)key.Keys.First().Value },
        KeySegment key => new() { Table = Table, Row = RowOf(Table!, key) },
        PropertySegment property => this with { Column = EdmSchema.ColumnOf(Table!, property.Property.Name) },
        CountSegment => this with { IsCount = true },
        NavigationPropertyLinkSegment link => this with
        {
            References = schema.Navigation(Table!.LogicalName, link.NavigationProperty.Name),
        },
        NavigationPropertySegment step => Follow(
            schema.Navigation(Table!.LogicalName, step.NavigationProperty.Name)!, schema, service!),
        OperationImportSegment import => new()
        {
            Call = (schema.Operations.Find(import.OperationImports.First().Operation.Name)!, [.. import.Parameters]),
        },
        OperationSegment bound => this with
        {
            Call = (
                schema.Operations.Find(bound.Operations.First().Name)
                    ?? throw ApiFault.NotSupported($"'{bound.Operations.First().Name}' outside $filter"),
                [.. bound.Parameters]),
        },
        _ => throw ApiFault.NotSupported($"'{segment.Identifier ?? segment.GetType().Name}' in an address"),
    };

    Place Follow(Navigation navigation, EdmSchema schema, IOrganizationService service)
    {
        if (navigation.Target == EdmSchema.Principal)
        {
            throw ApiFault.NotSupported($"An address through '{navigation.Name}'");
        }

        var target = schema.Catalog.Table(navigation.Target);
        if (navigation.IsCollection)
        {
            return new() { Table = target, Related = (IdOf(service, Row!), navigation) };
        }

        var row = ((RetrieveResponse)service.Execute(
            new RetrieveRequest { Target = Row!, ColumnSet = new(navigation.Lookup!) })).Entity;
        var reference = row.GetAttributeValue<EntityReference>(navigation.Lookup!);
        return reference is null || reference.LogicalName != navigation.Target
            ? new() { Table = target, IsEmpty = true }
            : new() { Table = target, Row = reference };
    }

    /// <summary>A row's id, asked for where an alternate key names the row.</summary>
    internal static Guid IdOf(IOrganizationService service, EntityReference row) => row.KeyAttributes.Count == 0
        ? row.Id
        : ((RetrieveResponse)service.Execute(
            new RetrieveRequest { Target = row, ColumnSet = new ColumnSet(false) })).Entity.Id;

    static EntityReference RowOf(TableDefinition table, KeySegment key)
    {
        var keys = key.Keys.ToList();
        if (keys is [{ Value: Guid id } single] && single.Key == table.PrimaryIdColumn)
        {
            return new(table.LogicalName, id);
        }

        KeyAttributeCollection alternate = [];
        foreach (var (property, value) in keys)
        {
            var column = EdmSchema.ColumnOf(table, property)!;
            alternate[column.LogicalName] = value switch
            {
                Guid target when column.IsLookup => new EntityReference(column.Targets[0], target),
                int choice when column.IsChoice => new OptionSetValue(choice),
                _ when EdmDays.Of(value) is { } day => day.ToDateTime(default, DateTimeKind.Utc),
                DateTimeOffset moment => moment.UtcDateTime,
                decimal amount when column.Type == ColumnType.Currency => new Money(amount),
                _ => value,
            };
        }

        return new(table.LogicalName, alternate);
    }
}
