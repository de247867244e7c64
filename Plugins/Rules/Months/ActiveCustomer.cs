namespace CrmMilestones.Plugins.Rules;

/// <summary>A customer that was active on a day.</summary>
/// <param name="Key">The account's id as text, lower case; it outlives the account.</param>
/// <param name="Status">The value of cm_billablestatus.</param>
/// <param name="MarketCode">The code of its market; empty if it had none.</param>
public sealed record ActiveCustomer(string Key, int Status, string MarketCode);
