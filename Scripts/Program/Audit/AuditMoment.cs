using System;
using System.Globalization;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Audit;

/// <summary>The moment of an audit, and where its day is told.</summary>
/// <param name="UtcNow">The moment.</param>
/// <param name="Zone">Its calendar day there is the business day of all customers.</param>
public sealed record AuditMoment(DateTime UtcNow, TimeZoneInfo Zone)
{
    /// <summary>As the rules take it.</summary>
    public Moment Rules => new(UtcNow, () => TimeZoneInfo.ConvertTimeFromUtc(UtcNow, Zone).Date);

    /// <summary>"2026-11-29 09:30 UTC", and the business day where it is told elsewhere.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{UtcNow:yyyy-MM-dd HH:mm} UTC")
        + (Zone.Equals(TimeZoneInfo.Utc) ? ""
            : string.Create(CultureInfo.InvariantCulture, $" (business day {Rules.Today:yyyy-MM-dd}, {Zone.Id})"));

    /// <summary>A time zone by its IANA or Windows name.</summary>
    /// <exception cref="ToolException">There is none of the name.</exception>
    public static TimeZoneInfo ZoneOf(string? name)
    {
        if (name is null)
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new ToolException(
            $"'{name}' is no time zone; such as Australia/Sydney or America/New_York are.");
    }
}
