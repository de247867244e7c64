using System;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Benchmarks.Host;

/// <summary>The account that is written over and over, here and in Tests/FakeXrmEasy.</summary>
static class WrittenAccount
{
    public const string Phone = "555 0100";

    public static Entity New(int number) => new("account")
    {
        ["name"] = FormattableString.Invariant($"Customer {number:000000}"),
        ["accountnumber"] = FormattableString.Invariant($"C-{number}"),
        ["telephone1"] = Phone,
        [Columns.Stage] = new OptionSetValue((int)Stage.Prospect),
        [Columns.AgreementSignedOn] = new DateTime(2026, 1, 5),
    };

    /// <summary>A column of ours, so that the rules have something to judge.</summary>
    public static Entity Changed(Guid account, int number) => new("account", account)
    {
        [Columns.AgreementSignedOn] = new DateTime(2026, 1, 1).AddDays(number % 28),
    };
}
