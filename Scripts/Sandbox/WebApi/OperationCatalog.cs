using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using Microsoft.OData.Edm;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>A function or action of the Web API.</summary>
/// <param name="Name">Its name without a namespace, which is the message's.</param>
/// <param name="IsFunction">Whether it is called by GET.</param>
/// <param name="Binding">What it is called on.</param>
/// <param name="Table">The table that it is bound to; null for any.</param>
/// <param name="Parameters">What callers send, without what it is bound to.</param>
/// <param name="Properties">What callers get.</param>
sealed record Operation(
    string Name, bool IsFunction, CustomApiBinding Binding, string? Table, IReadOnlyList<CustomApiField> Parameters,
    IReadOnlyList<CustomApiField> Properties);

/// <summary>The functions and actions that are there: the platform's, as far as the host has them, and Custom APIs.
/// </summary>
sealed class OperationCatalog
{
    readonly Dictionary<string, Operation> _operations;

    internal OperationCatalog(EdmSchema schema, IEnumerable<CustomApi> apis)
    {
        _operations = Platform.Concat(apis.Select(Of))
            .ToDictionary(operation => operation.Name, StringComparer.Ordinal);
        foreach (var operation in _operations.Values)
        {
            Add(schema, operation);
        }

        QueryFunctions.AddTo(schema);
    }

    internal IEnumerable<Operation> All => _operations.Values;

    internal Operation? Find(string name) => _operations.GetValueOrDefault(name);

    /// <summary>What the platform itself has.</summary>
    internal static IReadOnlyList<Operation> Platform { get; } =
    [
        Function("WhoAmI", [], Id("BusinessUnitId"), Id("UserId"), Id("OrganizationId")),
        Function("RetrieveVersion", [], Text("Version")),
        Function("RetrieveTotalRecordCount", [new("EntityNames", CustomApiType.Texts)]),
        Function("RetrieveCurrentOrganization", [Text("AccessType")]),
        Bulk("CreateMultiple"),
        Bulk("UpdateMultiple"),
        Bulk("UpsertMultiple"),
    ];

    static Operation Of(CustomApi api) => new(
        api.UniqueName, api.IsFunction, api.Binding, api.BoundTable, api.Parameters, api.Properties);

    static Operation Function(string name, CustomApiField[] parameters, params CustomApiField[] properties) =>
        new(name, true, CustomApiBinding.Global, null, parameters, properties);

    static Operation Bulk(string name) =>
        new(name, false, CustomApiBinding.Rows, null, [new("Targets", CustomApiType.Rows)], []);

    static CustomApiField Id(string name) => new(name, CustomApiType.Id);

    static CustomApiField Text(string name) => new(name, CustomApiType.Text);

    static void Add(EdmSchema schema, Operation operation)
    {
        EdmComplexType response = new(EdmSchema.Namespace, operation.Name + "Response");
        foreach (var property in operation.Properties)
        {
            response.AddStructuralProperty(property.Name, TypeOf(schema, property));
        }

        schema.Model.AddElement(response);
        var isBound = operation.Binding != CustomApiBinding.Global;
        EdmOperation edm = operation.IsFunction
            ? new EdmFunction(
                EdmSchema.Namespace, operation.Name, new EdmComplexTypeReference(response, true), isBound, null, false)
            : new EdmAction(
                EdmSchema.Namespace, operation.Name,
                operation.Properties.Count == 0 ? null : new EdmComplexTypeReference(response, true), isBound, null);
        if (isBound)
        {
            EdmEntityTypeReference row = new(
                operation.Table is { } table && schema.Catalog.TryGetTable(table, out _)
                    ? schema.TypeOf(table) : schema.Base, false);
            edm.AddParameter("entityset", operation.Binding == CustomApiBinding.Row
                ? row : new EdmCollectionTypeReference(new EdmCollectionType(row)));
        }

        foreach (var parameter in operation.Parameters.OrderBy(parameter => parameter.IsOptional))
        {
            if (parameter.IsOptional && operation.IsFunction)
            {
                edm.AddOptionalParameter(parameter.Name, TypeOf(schema, parameter));
            }
            else
            {
                edm.AddParameter(parameter.Name, TypeOf(schema, parameter));
            }
        }

        schema.Model.AddElement(edm);
        if (isBound)
        {
            return;
        }

        if (edm is EdmFunction function)
        {
            schema.Container.AddFunctionImport(operation.Name, function);
        }
        else
        {
            schema.Container.AddActionImport(operation.Name, (IEdmAction)edm);
        }
    }

    static IEdmTypeReference TypeOf(EdmSchema schema, CustomApiField field)
    {
        var core = EdmCoreModel.Instance;
        return field.Type switch
        {
            CustomApiType.YesNo => core.GetBoolean(true),
            CustomApiType.DateAndTime => core.GetDateTimeOffset(true),
            CustomApiType.DecimalNumber or CustomApiType.Currency => core.GetDecimal(true),
            CustomApiType.FloatNumber => core.GetDouble(true),
            CustomApiType.WholeNumber or CustomApiType.Choice => core.GetInt32(true),
            CustomApiType.Text => core.GetString(true),
            CustomApiType.Texts => EdmCoreModel.GetCollection(core.GetString(true)),
            CustomApiType.Id => core.GetGuid(true),
            CustomApiType.Rows => EdmCoreModel.GetCollection(Row()),
            _ => Row(),
        };

        IEdmTypeReference Row() => new EdmEntityTypeReference(
            field.Table is { } table && schema.Catalog.TryGetTable(table, out _) ? schema.TypeOf(table) : schema.Base,
            true);
    }
}
