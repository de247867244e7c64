using System;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Days as OData's library gives them.</summary>
static class EdmDays
{
    /// <summary>A day; null for another value.</summary>
    internal static DateOnly? Of(object? value) => value switch
    {
        DateOnly day => day,
        // The library still gives days of its own, which its next version replaces.
#pragma warning disable CS0618
        Microsoft.OData.Edm.Date day => new(day.Year, day.Month, day.Day),
#pragma warning restore CS0618
        _ => null,
    };
}
