using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Packaging.Checks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using static CrmMilestones.Dataverse.Query.OperatorKind;
using static Microsoft.Xrm.Sdk.Query.ConditionOperator;

namespace CrmMilestones.Dataverse.Query;

/// <summary>Operators that translate to SQL in the same way.</summary>
enum OperatorKind
{
    /// <summary>Compares with one value or another column.</summary>
    Comparison,
    /// <summary>Matches text against a pattern.</summary>
    Pattern,
    /// <summary>Is one of several values.</summary>
    List,
    /// <summary>Lies between two values, both included.</summary>
    Range,
    /// <summary>Is empty.</summary>
    Emptiness,
    /// <summary>Compares the day of a date.</summary>
    Day,
    /// <summary>Lies in a period relative to now.</summary>
    Period,
    /// <summary>Is the calling user or that user's business unit.</summary>
    Caller,
}

/// <summary>An operator this host knows.</summary>
/// <param name="Code">Its name in QueryExpression.</param>
/// <param name="FetchXmlName">Its name in FetchXML.</param>
/// <param name="Kind">How it translates.</param>
/// <param name="Values">How many values it takes; null means one or more.</param>
/// <param name="Sql">The SQL operator, or the pattern with {0} for the value.</param>
/// <param name="IsNegation">Whether it also holds for rows where the column is empty, as in Dataverse.</param>
sealed record Operator(
    ConditionOperator Code, string FetchXmlName, OperatorKind Kind, int? Values,
    string Sql = "", bool IsNegation = false)
{
    static readonly Operator[] All =
    [
        new(Equal, "eq", Comparison, 1, "="),
        new(NotEqual, "ne", Comparison, 1, "<>", IsNegation: true),
        new(GreaterThan, "gt", Comparison, 1, ">"),
        new(GreaterEqual, "ge", Comparison, 1, ">="),
        new(LessThan, "lt", Comparison, 1, "<"),
        new(LessEqual, "le", Comparison, 1, "<="),

        new(Like, "like", Pattern, 1, "{0}"),
        new(NotLike, "not-like", Pattern, 1, "{0}", IsNegation: true),
        new(BeginsWith, "begins-with", Pattern, 1, "{0}%"),

        new(In, "in", List, null),
        new(NotIn, "not-in", List, null, IsNegation: true),
        new(Between, "between", Range, 2),
        new(NotBetween, "not-between", Range, 2, IsNegation: true),
        new(Null, "null", Emptiness, 0, "IS NULL"),
        new(NotNull, "not-null", Emptiness, 0, "IS NOT NULL"),

        new(On, "on", Day, 1),
        new(NotOn, "not-on", Day, 1, IsNegation: true),
        new(OnOrAfter, "on-or-after", Day, 1),
        new(OnOrBefore, "on-or-before", Day, 1),

        new(Yesterday, "yesterday", Period, 0),
        new(Today, "today", Period, 0),
        new(Tomorrow, "tomorrow", Period, 0),
        new(Last7Days, "last-seven-days", Period, 0),
        new(Next7Days, "next-seven-days", Period, 0),
        new(LastWeek, "last-week", Period, 0),
        new(ThisWeek, "this-week", Period, 0),
        new(NextWeek, "next-week", Period, 0),
        new(LastMonth, "last-month", Period, 0),
        new(ThisMonth, "this-month", Period, 0),
        new(NextMonth, "next-month", Period, 0),
        new(LastYear, "last-year", Period, 0),
        new(ThisYear, "this-year", Period, 0),
        new(NextYear, "next-year", Period, 0),
        new(LastXHours, "last-x-hours", Period, 1),
        new(NextXHours, "next-x-hours", Period, 1),
        new(LastXDays, "last-x-days", Period, 1),
        new(NextXDays, "next-x-days", Period, 1),
        new(LastXWeeks, "last-x-weeks", Period, 1),
        new(NextXWeeks, "next-x-weeks", Period, 1),
        new(LastXMonths, "last-x-months", Period, 1),
        new(NextXMonths, "next-x-months", Period, 1),
        new(LastXYears, "last-x-years", Period, 1),
        new(NextXYears, "next-x-years", Period, 1),
        new(OlderThanXMinutes, "olderthan-x-minutes", Period, 1),
        new(OlderThanXHours, "olderthan-x-hours", Period, 1),
        new(OlderThanXDays, "olderthan-x-days", Period, 1),
        new(OlderThanXWeeks, "olderthan-x-weeks", Period, 1),
        new(OlderThanXMonths, "olderthan-x-months", Period, 1),
        new(OlderThanXYears, "olderthan-x-years", Period, 1),

        new(EqualUserId, "eq-userid", Caller, 0, "="),
        new(NotEqualUserId, "ne-userid", Caller, 0, "<>", IsNegation: true),
        new(EqualBusinessId, "eq-businessid", Caller, 0, "="),
        new(NotEqualBusinessId, "ne-businessid", Caller, 0, "<>", IsNegation: true),
    ];

    static readonly FrozenDictionary<ConditionOperator, Operator> ByCode = All.ToFrozenDictionary(known => known.Code);

    static readonly FrozenDictionary<string, Operator> ByName =
        All.Append(All.Single(known => known.Code == NotEqual) with { FetchXmlName = "neq" })
            .ToFrozenDictionary(known => known.FetchXmlName);

    internal static Operator Of(ConditionOperator code) =>
        ByCode.GetValueOrDefault(code) ?? throw NotSupported(code.ToString());

    internal static Operator Of(string fetchXmlName) =>
        ByName.GetValueOrDefault(fetchXmlName) ?? throw (FetchOperators.Values.ContainsKey(fetchXmlName)
            ? NotSupported(fetchXmlName)
            : Faults.Create(
                Faults.QueryBuilderInvalidConditionOperator, $"FetchXML has no operator '{fetchXmlName}'."));

    static FaultException<OrganizationServiceFault> NotSupported(string name) => Faults.NotSupported(
        $"The condition operator '{name}' is not supported by this host.",
        Faults.QueryBuilderInvalidConditionOperator);
}
