using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using Microsoft.OData.Edm;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>
/// The platform's functions for filters, such as <c>Microsoft.Dynamics.CRM.Today(PropertyName='createdon')</c>, each of
/// which is an operator of FetchXML.
/// </summary>
static class QueryFunctions
{
    /// <summary>By function name: the operator, and what it is compared with.</summary>
    internal static FrozenDictionary<string, (string Operator, Operand Operand)> All { get; } = Functions()
        .ToFrozenDictionary(known => known.Name, known => (known.Operator, known.Operand), StringComparer.Ordinal);

    internal static void AddTo(EdmSchema schema)
    {
        var core = EdmCoreModel.Instance;
        foreach (var (name, (_, operand)) in All)
        {
            EdmFunction function = new(
                EdmSchema.Namespace, name, core.GetBoolean(false), isBound: true, null, isComposable: false);
            function.AddParameter("entity", new EdmEntityTypeReference(schema.Base, false));
            function.AddParameter("PropertyName", core.GetString(false));
            if (operand == Operand.Value)
            {
                function.AddParameter("PropertyValue", core.GetUntyped());
            }
            else if (operand == Operand.Values)
            {
                function.AddParameter("PropertyValues", EdmCoreModel.GetCollection(core.GetString(false)));
            }

            schema.Model.AddElement(function);
        }
    }

    static IEnumerable<(string Name, string Operator, Operand Operand)> Functions()
    {
        foreach (var period in new[] { "Today", "Yesterday", "Tomorrow" })
        {
            yield return (period, period.ToLowerInvariant(), Operand.None);
        }

        yield return ("Last7Days", "last-seven-days", Operand.None);
        yield return ("Next7Days", "next-seven-days", Operand.None);
        foreach (var unit in new[] { "Week", "Month", "Year" })
        {
            foreach (var which in new[] { "Last", "This", "Next" })
            {
                yield return (which + unit, $"{which}-{unit}".ToLowerInvariant(), Operand.None);
            }
        }

        foreach (var unit in new[] { "Hours", "Days", "Weeks", "Months", "Years" })
        {
            yield return ("LastX" + unit, $"last-x-{unit}".ToLowerInvariant(), Operand.Value);
            yield return ("NextX" + unit, $"next-x-{unit}".ToLowerInvariant(), Operand.Value);
            yield return ("OlderThanX" + unit, $"olderthan-x-{unit}".ToLowerInvariant(), Operand.Value);
        }

        yield return ("OlderThanXMinutes", "olderthan-x-minutes", Operand.Value);
        yield return ("On", "on", Operand.Value);
        yield return ("NotOn", "not-on", Operand.Value);
        yield return ("OnOrAfter", "on-or-after", Operand.Value);
        yield return ("OnOrBefore", "on-or-before", Operand.Value);
        yield return ("EqualUserId", "eq-userid", Operand.None);
        yield return ("NotEqualUserId", "ne-userid", Operand.None);
        yield return ("EqualBusinessId", "eq-businessid", Operand.None);
        yield return ("NotEqualBusinessId", "ne-businessid", Operand.None);
        yield return ("In", "in", Operand.Values);
        yield return ("NotIn", "not-in", Operand.Values);
        yield return ("Between", "between", Operand.Values);
        yield return ("NotBetween", "not-between", Operand.Values);
    }

    /// <summary>What an operator compares with.</summary>
    internal enum Operand
    {
        None,
        Value,
        Values,
    }
}
