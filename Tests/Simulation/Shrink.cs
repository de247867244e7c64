using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Simulation;

/// <summary>Leaves steps out of a story that fails, as long as it fails in the same way (delta debugging).</summary>
static class Shrink
{
    /// <summary>So many steps are played again at most.</summary>
    const int Patience = 10_000;

    /// <summary>The step that breaks the promise, where it was noticed only when everybody was looked at.</summary>
    public static Failure Pin(IEnumerable<Step> story, Failure failure, int customers) =>
        Play.Of(UpTo(story, failure), customers, isThorough: true).Failure is { } pinned
            && pinned.Promise == failure.Promise ? pinned : failure;

    /// <summary>A story that breaks the same promise.</summary>
    public static IReadOnlyList<Step> Story(IEnumerable<Step> story, Failure failure, int customers)
    {
        var patience = Patience;
        return Steps(UpTo(story, failure), failure.Step.Customer, Fails);

        bool Fails(IReadOnlyCollection<Step> fewer) => (patience -= fewer.Count) > 0
            && Play.Of(fewer, customers, isThorough: true).Failure?.Promise == failure.Promise;
    }

    static Step[] UpTo(IEnumerable<Step> story, Failure failure) =>
        [.. story.TakeWhile(step => step.Number <= failure.Step.Number)];

    /// <summary>The steps without which it doesn't fail.</summary>
    /// <param name="steps">They fail.</param>
    /// <param name="customer">Whom the failure is about.</param>
    /// <param name="fails">Whether fewer of them fail too.</param>
    public static IReadOnlyList<Step> Steps(
        IReadOnlyList<Step> steps, int customer, Func<IReadOnlyCollection<Step>, bool> fails)
    {
        // Mostly what happened to the customer and its neighbours is enough.
        foreach (var reach in new[] { 0, 4, 40 })
        {
            Step[] near =
            [
                .. steps.Where(step => Math.Abs(step.Customer - customer) <= reach
                    || step.Kind is Kind.Requirement or Kind.Document or Kind.CloseMonth),
            ];
            if (near.Length < steps.Count && fails(near))
            {
                steps = near;
                break;
            }
        }

        for (var size = steps.Count / 2; size > 0; size /= 2)
        {
            for (var start = 0; start < steps.Count;)
            {
                Step[] fewer = [.. steps.Take(start), .. steps.Skip(start + size)];
                if (fails(fewer))
                {
                    steps = fewer;
                }
                else
                {
                    start += size;
                }
            }
        }

        return steps;
    }
}
