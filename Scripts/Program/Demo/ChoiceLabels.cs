using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Scripts.Demo;

/// <summary>A choice column as the list spells it: labels in the order of the solution's values.</summary>
public sealed record ChoiceLabels(string Name, IReadOnlyList<string> Labels)
{
    /// <summary>Option values count from the publisher's prefix.</summary>
    const int FirstValue = 727000000;

    public static ChoiceLabels BillingModel { get; } = new("cm_billingmodel",
    [
        "Fixed price", "Usage", "Tiered", "Price per thousand", "Discount tiers", "Minimum flat fee", "Included units",
        "Overages", "Customer specific", "Consolidated",
    ]);

    public static ChoiceLabels BillingTiming { get; } = new("cm_billingtiming",
        ["One-time", "In advance", "In arrears", "Every invoice"]);

    public static ChoiceLabels EndReason { get; } = new("cm_endreason",
        ["Contract ended", "Customer left", "Out of business", "Compliance failure", "Duplicate", "Other"]);

    /// <summary>The labels of a choice column.</summary>
    public static ChoiceLabels Of(string column) =>
        new[] { BillingModel, BillingTiming, EndReason }.Single(choice => choice.Name == column);

    /// <returns>The value of a label, whatever its case and hyphens; null when there is none.</returns>
    public int? Find(string text)
    {
        var index = Labels.ToList()
            .FindIndex(label => Key(label).Equals(Key(text), StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : FirstValue + index;
    }

    static string Key(string text) => text.Replace('-', ' ');
}
