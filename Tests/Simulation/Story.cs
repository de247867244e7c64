using System;
using System.Collections.Generic;
using System.Globalization;
using CrmMilestones.Simulation.World;

namespace CrmMilestones.Simulation;

/// <summary>
/// One step: who does what to whom when. The numbers become a request only when it is their turn, by what is so then,
/// so that a story from which steps are left out is a story still.
/// </summary>
/// <param name="Number">Its place in the story.</param>
/// <param name="At">When (UTC); whole minutes, so that a step may send requests a second apart.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Customer">The place of the customer.</param>
/// <param name="Person">The place of who does it.</param>
/// <param name="Seed">Decides everything else.</param>
sealed record Step(int Number, DateTime At, Kind Kind, int Customer, int Person, int Seed)
{
    /// <summary>The id of a row that it creates, the same in every run.</summary>
    public Guid NewId(int kind) => new(kind, 0, 0, [0, 0, 0, 0, .. BitConverter.GetBytes(Number)]);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Number} {At:yyyy-MM-dd HH:mm}Z {Kind} customer {Customer} person {Person} seed {Seed}");
}

/// <summary>What a step does.</summary>
enum Kind
{
    Save,
    Advance,
    Process,
    Bulk,
    Import,
    Merge,
    Delete,
    Requirement,
    Document,
    Claim,
    CloseMonth,
    Count,
    Forge,
    Bypass,
    Stale,
    ForeignPlugin,
    Restart,
    Sweep,
}

/// <summary>Steps as a seed tells them.</summary>
static class Story
{
    /// <summary>How often each kind comes.</summary>
    static readonly (Kind Kind, int Weight)[] Weights =
    [
        (Kind.Save, 400), (Kind.Advance, 200), (Kind.Process, 130), (Kind.Bulk, 50), (Kind.Import, 30),
        (Kind.Merge, 20), (Kind.Delete, 8), (Kind.Count, 8), (Kind.CloseMonth, 6),
        (Kind.Requirement, 20), (Kind.Document, 90), (Kind.Claim, 30), (Kind.Forge, 4),
        (Kind.ForeignPlugin, 30), (Kind.Stale, 30), (Kind.Bypass, 15), (Kind.Restart, 1), (Kind.Sweep, 1),
    ];

    /// <summary>A leap year's winter.</summary>
    public static readonly DateTime Beginning = new(2024, 1, 25, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>So many neighbours are busy at a time.</summary>
    const int Busy = 20;

    public static IEnumerable<Step> Tell(int seed, int steps, int customers)
    {
        Random random = new(seed);
        var at = Beginning;
        var all = 0;
        foreach (var (_, weight) in Weights)
        {
            all += weight;
        }

        for (var number = 1; number <= steps; number++)
        {
            at = Later(at, random);
            var customer = random.Next(2) == 0 ? random.Next(customers)
                : (number / (Busy * 5) * Busy + random.Next(Busy)) % customers;
            yield return new(
                number, at, KindAt(random.Next(all)), customer, random.Next(People.Count), random.Next());
        }
    }

    static Kind KindAt(int pick)
    {
        foreach (var (kind, weight) in Weights)
        {
            if ((pick -= weight) < 0)
            {
                return kind;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(pick), pick, null);
    }

    /// <summary>Minutes mostly; sometimes to the edge of a day in a zone, or of a month, or by days.</summary>
    static DateTime Later(DateTime at, Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                return at.Date.AddDays(1).AddMinutes(random.Next(-2, 3)) is var midnight && midnight > at
                    ? midnight : at.AddMinutes(1);
            case 1 or 2:
                // Midnight in Sydney, by summer and by winter, and in Los Angeles.
                var edge = at.Date.AddHours(random.Next(4) switch { 0 => 13, 1 => 14, 2 => 7, _ => 8 })
                    .AddMinutes(random.Next(-2, 3));
                return edge > at ? edge : edge.AddDays(1);
            case 3:
                return at.AddDays(random.Next(1, 4)).AddMinutes(random.Next(60));
            case 4 when random.Next(5) == 0:
                return new DateTime(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1)
                    .AddHours(random.Next(-15, 30)) is var edgeOfMonth && edgeOfMonth > at ? edgeOfMonth
                    : at.AddMinutes(5);
            default:
                return at.AddMinutes(random.Next(1, 50));
        }
    }
}
