using System;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk;

/// <summary>
/// The types that a value of a column or a parameter may have, beside the primitive ones. The collections hold
/// <see cref="object"/>, so that their data contracts have to be told.
/// </summary>
static class KnownTypes
{
    internal static Type[] Values { get; } =
    [
        typeof(AliasedValue), typeof(BooleanManagedProperty), typeof(Entity), typeof(EntityCollection),
        typeof(EntityImageCollection), typeof(EntityReference), typeof(EntityReferenceCollection), typeof(Money),
        typeof(OptionSetValue), typeof(OptionSetValueCollection), typeof(ParameterCollection), typeof(Relationship),
        typeof(ColumnSet), typeof(FetchExpression), typeof(QueryByAttribute), typeof(QueryExpression),
        typeof(byte[]), typeof(Guid[]), typeof(int[]), typeof(string[]),
    ];
}
