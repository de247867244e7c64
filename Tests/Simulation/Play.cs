using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Simulation.Acts;
using CrmMilestones.Simulation.Checks;
using CrmMilestones.Simulation.World;

namespace CrmMilestones.Simulation;

/// <summary>A step at which a promise was broken.</summary>
sealed record Failure(Step Step, string Message)
{
    /// <summary>Which promise, with what tells it from others whatever the values.</summary>
    public string Promise
    {
        get
        {
            var words = string.Concat(
                Message.Split(", found")[0].Where(letter => !char.IsDigit(letter) && letter != '-'));
            return words[..Math.Min(words.Length, 60)];
        }
    }
}

/// <summary>What a story came to.</summary>
sealed record Outcome(int Steps, int Requests, int Refused, Failure? Failure);

/// <summary>Plays stories.</summary>
static class Play
{
    /// <summary>So often the versions of everybody's rows are looked at, not only of who was touched.</summary>
    const int LookAtAll = 250;

    /// <summary>So often all rows of everybody are read again.</summary>
    const int ReadAll = 1000;

    /// <param name="story">The steps.</param>
    /// <param name="customers">How many places for customers there are.</param>
    /// <param name="tell">Is told what happens.</param>
    /// <param name="isThorough">Whether everybody is looked at after each step.</param>
    public static Outcome Of(
        IReadOnlyCollection<Step> story, int customers, Action<string>? tell = null, bool isThorough = false)
    {
        using Town town = new(customers, isKept: story.Any(step => step.Kind == Kind.Restart));
        Ledger ledger = new(town);
        using Desk desk = new(town, ledger, tell);
        var played = 0;
        foreach (var step in story)
        {
            town.Now = step.At;
            desk.Tell($"{step}");
            try
            {
                Act(desk, step);
                if (++played % ReadAll == 0 || played == story.Count)
                {
                    ledger.NothingChanged();
                }
                else if (isThorough || played % LookAtAll == 0)
                {
                    ledger.NobodyChanged();
                }
            }
            catch (Exception e)
            {
                return new(played, desk.Tally.Sent, desk.Tally.Refused, new(step, e is BrokenPromiseException
                    ? e.Message : e.ToString()));
            }
        }

        return new(played, desk.Tally.Sent, desk.Tally.Refused, null);
    }

    static void Act(Desk desk, Step step)
    {
        Random random = new(step.Seed);
        if (desk.CalledAway is { } left && random.Next(2) == 0)
        {
            Processes.GoOn(desk, step, left.Customer, left.Person, random);
            return;
        }

        switch (step.Kind)
        {
            case Kind.Save or Kind.Advance:
                Saves.One(desk, step, random, step.Kind == Kind.Advance);
                break;
            case Kind.Process:
                Processes.Act(desk, step, random);
                break;
            case Kind.Bulk:
                Saves.Bulk(desk, step, random);
                break;
            case Kind.Import:
                Saves.Import(desk, step, random);
                break;
            case Kind.Merge:
                Merges.Merge(desk, step, random);
                break;
            case Kind.Delete:
                Merges.Delete(desk, step, random);
                break;
            case Kind.Count:
                Months.Count(desk, random);
                break;
            case Kind.CloseMonth:
                Months.Close(desk, step, random);
                break;
            case Kind.Requirement:
                RequirementDesk.Act(desk, step, random);
                break;
            case Kind.Document:
                DocumentDesk.Act(desk, step, random);
                break;
            case Kind.Claim:
                ClaimDesk.Act(desk, step, random);
                break;
            case Kind.Forge:
                Forgery.Act(desk, step, random);
                break;
            case Kind.ForeignPlugin:
                Trouble.ForeignPlugin(desk, step, random);
                break;
            case Kind.Stale:
                Trouble.Stale(desk, step, random);
                break;
            case Kind.Bypass:
                Trouble.Bypass(desk, step, random);
                break;
            case Kind.Sweep:
                Sweeping.Act(desk);
                break;
            case Kind.Restart:
                desk.Restart();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step.Kind, null);
        }
    }
}
