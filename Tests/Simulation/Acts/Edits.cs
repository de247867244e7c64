using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;
using static CrmMilestones.Simulation.Oracle.Account;

namespace CrmMilestones.Simulation.Acts;

/// <summary>What people enter: sensible mostly, and every kind of mistake.</summary>
sealed class Edits(Town town, Random random)
{
    static readonly string[] Lookups = [OnboardingOwner, Reviewer, ServiceOwner];

    bool Chance(int outOf) => random.Next(outOf) == 0;

    T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>An account that is new: a supplier, a prospect, or one that comes from another system.</summary>
    public Record NewAccount(Person by)
    {
        Record sent = new() { [Name] = "Customer" };
        if (Chance(2))
        {
            sent[Market] = Pick(town.Markets);
        }

        if (by.IsAdministrator && !Chance(4))
        {
            sent[Owner] = town.People[random.Next(2)].Id;
        }

        switch (random.Next(10))
        {
            case 0 or 1:
                Fill(sent, new(), random.Next(6));
                break;
            case 2 or 3 or 4:
                sent[Stage] = Option;
                break;
            case 5 or 6:
                Enter(sent, new(), random.Next(4));
                break;
            case 7 or 8:
                Enter(sent, new(), Live);
                break;
            default:
                ComeInClosed(sent);
                break;
        }

        if (Chance(12))
        {
            sent[Chargeable] = false;
        }

        if (Chance(15))
        {
            SetHold(sent);
        }

        return sent;
    }

    /// <summary>Some changes of a customer at once.</summary>
    public Record Change(Customer customer)
    {
        Record sent = new(), record = customer.Record;
        for (var edits = Chance(3) ? random.Next(2, 4) : 1; edits > 0; edits--)
        {
            Edit(sent, record);
        }

        if (record.Stage is not null || sent.Stage is not null)
        {
            if (Chance(2))
            {
                sent[Reason] = $"Because {random.Next(9)}";
            }

            if (Chance(9))
            {
                sent[TakesEffectOn] = Today(record).AddDays(Chance(12) ? 1 : -random.Next(40));
            }
        }

        return sent;
    }

    /// <summary>To the next stage, with what it needs.</summary>
    public Record Advance(Record record)
    {
        Record sent = new();
        Enter(sent, record, record.Stage is { } stage ? Math.Min(stage + 1, Live) : Prospect);
        return sent;
    }

    /// <summary>What a privileged caller writes past the plug-ins.</summary>
    public Record PastThePlugins(Record record)
    {
        Record sent = new();
        switch (random.Next(7))
        {
            case 0:
                sent[Hold] = !record.IsOnHold;
                break;
            case 1:
                sent[Chargeable] = !record.IsChargeable;
                break;
            case 2:
                sent[Milestones[random.Next(3)].Date] = Chance(2) ? null : Today(record).AddDays(-random.Next(30));
                break;
            case 3:
                sent[Account.Status] = Option + random.Next(4);
                sent[IsActive] = Chance(2);
                break;
            case 4:
                sent[Market] = Pick(town.Markets);
                break;
            case 5:
                SetState(sent, record.IsActiveAccount);
                break;
            default:
                sent[LastDay] = Chance(3) ? null : Today(record).AddDays(random.Next(-15, 15));
                break;
        }

        return sent;
    }

    void Edit(Record sent, Record record)
    {
        var today = Today(record);
        switch (random.Next(27))
        {
            case >= 20 when record.IsFilled(FirstLiveOn) && record.Stage < Live && Chance(3):
                // Who was Live stays in the lifecycle, whatever the reason.
                sent[Stage] = null;
                sent[Reason] = "A supplier";
                break;
            case 0 or 1:
                Enter(sent, record, Math.Min((record.Stage ?? -1) + 1, Live));
                break;
            case 2 or 3:
                Enter(sent, record, Live);
                break;
            case 4:
                Enter(sent, record, random.Next(5));
                break;
            case 5 or 6:
                if (record.IsOnHold)
                {
                    sent[Hold] = false;
                }
                else
                {
                    SetHold(sent);
                }

                break;
            case 7:
                sent[Chargeable] = !record.IsChargeable;
                break;
            case 8:
                SetState(sent, record.IsActiveAccount);
                break;
            case 9 or 10 or 11:
                sent[Pick(DatesOfGoingLive)] = Someday(record);
                break;
            case 12 or 13:
                sent[LastDay] = Chance(4) ? null : today.AddDays(random.Next(-25, 20));
                break;
            case 14:
                sent[Market] = Pick(town.Markets);
                break;
            case 15 or 16:
                Close(sent, record);
                break;
            case 17 or 18 when record.Stage > 0:
                sent[Stage] = Option + random.Next(record.Stage.Value);
                sent[Reason] = Chance(5) ? null : "Back";
                break;
            case 19 when record.Stage is not null:
                sent[Stage] = null;
                sent[Reason] = Chance(4) ? null : "A supplier";
                break;
            case 20:
                sent[Pick(Requires[random.Next(4)])] = null;
                break;
            case 21:
                Compute(sent, record);
                break;
            case 22:
                Fill(sent, record, random.Next(6));
                break;
            case 23 when record.Stage is not null:
                sent[Reason] = "For later";
                break;
            case 24:
                sent[Number] = $"N-{random.Next(100)}";
                break;
            case 25:
                sent[ServiceStartsOn] = today.AddDays(random.Next(1, 9));
                break;
            default:
                sent[EndReason] = Chance(3) ? null : Option + random.Next(8);
                break;
        }
    }

    DateOnly Today(Record record) => town.Today(record);

    /// <summary>Lately mostly; to come, long ago, or a slip that is refused on any day of a story.</summary>
    DateOnly Someday(Record record) => random.Next(12) switch
    {
        0 => Today(record).AddDays(random.Next(1, 4)),
        1 => Today(record).AddDays(-random.Next(400)),
        2 => new(1999, 12, 31),
        _ => Today(record).AddDays(-random.Next(35)),
    };

    /// <summary>What the stages below need, but sometimes something.</summary>
    void Enter(Record sent, Record record, int stage)
    {
        Fill(sent, record, stage);
        if (Chance(12) && sent.Values.Keys.Any(column => column is not (State or StatusReason)))
        {
            sent[Pick([.. sent.Values.Keys.Where(column => column is not (State or StatusReason))])] = null;
        }

        sent[Stage] = Option + stage;
    }

    void Fill(Record sent, Record record, int below)
    {
        foreach (var (stage, columns) in Requires.Take(below).Index())
        {
            string[] waived = [.. town.Requirements.Waived(stage)];
            foreach (var column in columns.Concat(town.Requirements.Extra(stage)))
            {
                // People rely on a waiver that they have heard of, whether or not it counts for their customer.
                if (!record.IsFilled(column) && !sent.IsFilled(column) && !(waived.Contains(column) && Chance(2)))
                {
                    sent[column] = GoodValue(column, record);
                }
            }
        }
    }

    object GoodValue(string column, Record record) => column switch
    {
        Market => Pick(town.Markets),
        Contact => Pick(town.Contacts),
        _ when Others.Contains(column) => $"{random.Next(1000)}",
        Number => $"N-{random.Next(100)}",
        BillingModel => Option + random.Next(10),
        BillingTiming => Option + random.Next(4),
        _ when Lookups.Contains(column) => Pick(town.People).Id,
        _ => Chance(30) ? Someday(record) : Today(record).AddDays(-random.Next(20)),
    };

    void SetHold(Record sent)
    {
        sent[Hold] = true;
        sent[HoldReason] = Chance(8) ? null : $"Dispute {random.Next(9)}";
    }

    static void SetState(Record sent, bool isActive)
    {
        sent[State] = isActive ? 1 : 0;
        sent[StatusReason] = isActive ? 2 : 1;
    }

    void Close(Record sent, Record record)
    {
        sent[Stage] = Option + Closed;
        if (!Chance(10))
        {
            sent[EndReason] = Option + random.Next(8);
        }

        if (!Chance(5) && !record.IsFilled(LastDay))
        {
            sent[LastDay] = Today(record).AddDays(random.Next(-12, 2));
        }
    }

    void ComeInClosed(Record sent)
    {
        Fill(sent, new(), Live);
        sent[Stage] = Option + Closed;
        sent[EndReason] = Option + random.Next(8);
        if (!Chance(4))
        {
            sent[ServiceStartsOn] = Today(sent).AddDays(-random.Next(20, 60));
            sent[LastDay] = Today(sent).AddDays(-random.Next(-1, 20));
        }
    }

    /// <summary>A form sends computed columns as they are; somebody tries to change one.</summary>
    void Compute(Record sent, Record record)
    {
        foreach (var column in Account.Computed.Where(_ => Chance(3)))
        {
            sent[column] = record[column];
        }

        if (Chance(3))
        {
            sent[IsActive] = record[IsActive] is not true;
        }
    }
}
