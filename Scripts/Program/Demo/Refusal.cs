using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Text.RegularExpressions;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Demo;

/// <summary>A save that the CRM refused, in the CRM's own words.</summary>
/// <param name="Entering">The stage that the customer would have entered; null when the record itself was
/// refused.</param>
public sealed partial record Refusal(CustomerRecord Customer, Stage? Entering, int ErrorCode, string Message)
{
    /// <summary>0x80040224: a plug-in failed. That is nobody's data and no refusal.</summary>
    const int PluginFailed = -2147220956;

    /// <summary>
    /// The rules that refused it, as every line of their message starts with its code; otherwise the platform's code.
    /// </summary>
    public IReadOnlyList<string> Codes
    {
        get
        {
            var rules = Message.Split('\n').Select(line => RuleCode().Match(line).Value).Where(code => code.Length > 0)
                .Distinct();
            return [.. rules.DefaultIfEmpty($"0x{ErrorCode:X8}")];
        }
    }

    /// <summary>Saves, and tells why not.</summary>
    /// <returns>Null when the save was accepted.</returns>
    public static Refusal? Try(CustomerRecord customer, Stage? entering, Action save)
    {
        try
        {
            save();
            return null;
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode != PluginFailed)
        {
            return new(customer, entering, fault.Detail.ErrorCode, fault.Detail.Message);
        }
    }

    [GeneratedRegex(@"^CM\d{3}\b")]
    private static partial Regex RuleCode();
}

/// <summary>How many saves each rule refused, on entering which stage, and how it said so first.</summary>
public sealed class Refusals
{
    readonly Dictionary<(string Code, Stage? Entering), (int Count, string Message)> _groups = [];

    /// <summary>Saves refused.</summary>
    public int Count { get; private set; }

    /// <summary>By rule and stage, in the order of both; a save that two rules refused is in two groups.</summary>
    public IEnumerable<(string Code, Stage? Entering, int Count, string Message)> Groups => _groups
        .OrderBy(group => group.Key.Code, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Entering is { } stage ? Lifecycle.Stages.Rank(stage) : -1)
        .Select(group => (group.Key.Code, group.Key.Entering, group.Value.Count, group.Value.Message));

    public void Add(Refusal refusal)
    {
        Count++;
        foreach (var code in refusal.Codes)
        {
            var key = (code, refusal.Entering);
            var (count, message) = _groups.GetValueOrDefault(key, (0, refusal.Message));
            _groups[key] = (count + 1, message);
        }
    }
}
