using System;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>What goes into a Custom API and comes out of it, held against its definition.</summary>
static class CustomApiValues
{
    static readonly CustomApiField Row = new("Target", CustomApiType.Lookup);

    /// <summary>The parameters that a plug-in sees; unknown, missing and wrong ones are faults.</summary>
    /// <param name="api">The definition.</param>
    /// <param name="sent">What the caller sent.</param>
    /// <param name="addsDefaults">Whether an optional number, date, yes/no or id that is missing is zero.</param>
    internal static ParameterCollection Inputs(CustomApi api, ParameterCollection sent, bool addsDefaults)
    {
        ParameterCollection inputs = [];
        CustomApiField[] fields = api.Binding == CustomApiBinding.Row
            ? [Row with { Table = api.BoundTable }, .. api.Parameters]
            : [.. api.Parameters];
        foreach (var field in fields)
        {
            if (sent.TryGetValue(field.Name, out object? value) && value is not null)
            {
                Check(api, field, value);
                inputs[field.Name] = value;
            }
            else if (!field.IsOptional)
            {
                throw Faults.Invalid($"Required field '{field.Name}' is missing for RequestName='{api.UniqueName}'");
            }
            else if (addsDefaults && ClrType(field.Type) is { IsValueType: true } type)
            {
                inputs[field.Name] = Activator.CreateInstance(type)!;
            }
        }
        return inputs;
    }

    /// <summary>Refuses results that the definition doesn't have.</summary>
    internal static void CheckOutputs(CustomApi api, ParameterCollection outputs)
    {
        foreach (var (name, value) in outputs)
        {
            var field = api.Properties.FirstOrDefault(property => property.Name == name)
                ?? throw Faults.Create(Faults.UnExpected, $"{api.UniqueName} has no response property '{name}'.");
            if (value is not null)
            {
                Check(api, field, value);
            }
        }
    }

    static void Check(CustomApi api, CustomApiField field, object value)
    {
        var expected = ClrType(field.Type);
        if (value.GetType() != expected)
        {
            throw Faults.Invalid(
                $"'{field.Name}' of {api.UniqueName} must be {expected.FullName}, not {value.GetType().FullName}.");
        }

        var table = value switch
        {
            Entity row => row.LogicalName,
            EntityReference reference => reference.LogicalName,
            _ => null,
        };
        if (table is not null && field.Table is not null && table != field.Table)
        {
            throw Faults.Invalid($"'{field.Name}' of {api.UniqueName} must be of '{field.Table}', not of '{table}'.");
        }
    }

    static Type ClrType(CustomApiType type) => type switch
    {
        CustomApiType.YesNo => typeof(bool),
        CustomApiType.DateAndTime => typeof(DateTime),
        CustomApiType.DecimalNumber => typeof(decimal),
        CustomApiType.Row => typeof(Entity),
        CustomApiType.Rows => typeof(EntityCollection),
        CustomApiType.Lookup => typeof(EntityReference),
        CustomApiType.FloatNumber => typeof(double),
        CustomApiType.WholeNumber => typeof(int),
        CustomApiType.Currency => typeof(Money),
        CustomApiType.Choice => typeof(OptionSetValue),
        CustomApiType.Text => typeof(string),
        CustomApiType.Texts => typeof(string[]),
        CustomApiType.Id => typeof(Guid),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
