using System;
using System.Collections.Generic;
using System.Linq;
using static CrmMilestones.Simulation.Oracle.Account;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>One save: who sends what when, and what is required besides the definition.</summary>
sealed record Save(Record Sent, Guid By, DateTime Now)
{
    /// <summary>The zone of the market that the record names after the save.</summary>
    public required Func<Guid?, TimeZoneInfo> ZoneOf { get; init; }

    /// <summary>What is needed to leave a stage; the definition's, if nobody says otherwise.</summary>
    public Func<Record, int, IEnumerable<string>> Needed { get; init; } = (_, stage) => Requires[stage];

    /// <summary>What a waiver takes from that; nothing, if nobody says otherwise.</summary>
    public Func<Record, int, IEnumerable<string>> Lifted { get; init; } = (_, _) => [];

    static readonly TimeSpan Shelf = TimeSpan.FromMinutes(30);

    /// <summary>Whether what waits in the record was stored by the same person, not long ago.</summary>
    public bool IsFresh(Record before) => Equals(before[ReasonGivenBy], By)
        && before[ReasonGivenOn] is DateTime then && Now - then <= Shelf;

    /// <summary>Whether a document that the market requires is missing.</summary>
    public Func<Record, bool> LacksDocuments { get; init; } = _ => false;
}

/// <summary>The rules of the design (sections 3 and 5) about one save of an account.</summary>
sealed class Judge
{
    static readonly DateOnly Earliest = new(2000, 1, 1);

    readonly Record _before, _sent, _after;
    readonly Save _save;
    readonly DateOnly _today;
    readonly int? _from, _to;
    readonly bool _isJudged, _enters, _goesBack, _reopens, _closes, _hasBeenLive, _hasReason;
    readonly DateOnly? _takesEffect;
    readonly Verdict _verdict;

    Judge(Record before, Days days, Save save)
    {
        _before = before;
        _save = save;
        var isForged = false;
        _sent = IsMend(before, days, save) ? save.Sent : WithoutComputed(before, save.Sent, out isForged);
        _after = before.With(_sent);
        (_from, _to) = (before.Stage, _after.Stage);
        _today = Days.Today(save.Now, save.ZoneOf((Guid?)_after[Market]));
        _enters = _to is not null and not Closed && _to != _from;
        _reopens = _from == Closed && _to is not null and not Closed;
        _goesBack = !_reopens && _to < _from;
        _closes = _to == Closed && _from != Closed;
        _hasBeenLive = days.FirstActiveDay is not null;
        _hasReason = Given(Reason) is not null;
        _takesEffect = (DateOnly?)Given(TakesEffectOn);
        // Who sends none of the columns is judged by nothing, and so is who is outside the lifecycle.
        _isJudged = (_from ?? _to) is not null
            && save.Sent.Values.Keys.Any(column => Account.All.Contains(column) && !Others.Contains(column));
        var after = days.Copy();
        if (_isJudged)
        {
            Empty();
            after.Save(before, _after, _today, UsesDay ? _takesEffect : null);
        }

        _verdict = new(_after, after);
        Break("CM006", isForged);
    }

    /// <summary>The columns that decide from which day what counts.</summary>
    bool UsesDay => _from != _to || new[] { Hold, Chargeable, State, Market }.Any(Changes);

    public static Verdict Of(Record before, Days days, Save save)
    {
        Judge judge = new(before, days, save);
        if (judge._isJudged)
        {
            judge.Stages();
            judge.DatesAndHold();
            judge.EndOfService(days);
            judge.EffectiveDay(days);
            Computed.Write(
                before, judge._verdict, judge._today, save, isFresh: judge.TouchesStatus,
                isUsed: !days.Spans().SequenceEqual(judge._verdict.Days.Spans()));
        }

        return judge._verdict;
    }

    /// <summary>Whether the status follows anew from this save.</summary>
    bool TouchesStatus => _from != _to
        || new[] { Hold, Chargeable, State, Market, LastDay }.Concat(DatesOfGoingLive).Any(Changes);

    bool Changes(string column) => _before.Differs(_after, column);

    /// <summary>
    /// Nothing but values that follow from the record and its days, as when a planned end has come: putting right is no
    /// forgery.
    /// </summary>
    static bool IsMend(Record before, Days days, Save save)
    {
        Verdict truth = new(before.Copy(), days);
        Computed.WriteStatus(
            before, truth, Days.Today(save.Now, save.ZoneOf((Guid?)before[Market])), isFresh: true);
        // With the status its reason is another, and the one that is stored isn't true any more.
        return save.Sent.Values.Keys.All(column =>
            Account.Computed.Contains(column) && !truth.After.Differs(save.Sent, column))
            && !(save.Sent.Sends(BillableReason) && OfTheStatus.Any(column => before.Differs(truth.After, column)));
    }

    /// <summary>Dropped where they are as stored, and on a new row where they are empty or No.</summary>
    static Record WithoutComputed(Record before, Record sent, out bool isForged)
    {
        isForged = false;
        Record kept = new();
        foreach (var (column, value) in sent.Values)
        {
            if (!Account.Computed.Contains(column))
            {
                kept[column] = value;
            }
            else
            {
                Record told = new() { [column] = value };
                isForged |= before.Differs(told, column);
            }
        }

        return kept;
    }

    /// <summary>A reason or day of this save, or of the same person not long ago.</summary>
    object? Given(string column)
    {
        if (_sent.Sends(column))
        {
            return _sent[column];
        }

        return _save.IsFresh(_before) ? _before[column] : null;
    }

    /// <summary>What the server empties.</summary>
    void Empty()
    {
        if (_goesBack || _reopens)
        {
            foreach (var (date, stage, _) in Milestones.Where(milestone => milestone.Stage >= _to))
            {
                Unless(date);
            }
        }

        if (_reopens)
        {
            Unless(LastDay);
            Unless(EndReason);
        }

        if (_from != _to)
        {
            _after[Reason] = null;
            _after[TakesEffectOn] = null;
        }

        if (_before.IsOnHold && !_after.IsOnHold)
        {
            _after[HoldReason] = null;
        }

        // Of a customer that comes in as Closed the dates tell where it came from.
        _after[ClosedFrom] = _to != Closed ? null
            : _from == Closed ? _before[ClosedFrom]
            : Option + (_from ?? (CameFromLive() ? Live : Prospect));

        void Unless(string column)
        {
            if (!Changes(column))
            {
                _after[column] = null;
            }
        }
    }

    bool CameFromLive() => _after.IsFilled(ServiceStartsOn) && _after.IsFilled(LastDay)
        && _after.Choice(EndReason) is not (4 or 6 or 7);

    void Break(string rule, bool isBroken)
    {
        if (isBroken)
        {
            _verdict.Broken.Add(rule);
        }
    }

    void Stages()
    {
        var isMissing = _enters && Enumerable.Range(0, _to!.Value).SelectMany(stage => _save.Needed(_after, stage))
            .Any(column => !_after.IsFilled(column));
        Break("CM001", isMissing);
        if (_enters)
        {
            var waived = Enumerable.Range(0, _to!.Value).Select(
                stage => _save.Lifted(_after, stage).Any(column => !_after.IsFilled(column))).ToArray();
            var isPassedNow = _from < _to && waived.Skip(_from.Value).Contains(true);
            _verdict.WaiversUsed = (isPassedNow ? 1 : 0, waived.Contains(true));
        }

        // Emptied in the very save that enters a stage: missing there, whatever else it is called.
        var emptied = Requires.Take(Reached).SelectMany(columns => columns)
            .Where(column => _before.IsFilled(column) && !_after.IsFilled(column)).ToArray();
        if (_from is not null && _to is not null && emptied.Length > 0)
        {
            var isWaived = !Enumerable.Range(0, Reached).SelectMany(stage => _save.Needed(_after, stage))
                .Intersect(emptied).Any();
            (_enters || isWaived ? _verdict.Open : _verdict.Broken).Add("CM002");
        }

        if (_from is not null && _to is null)
        {
            Break("CM002", _hasBeenLive || _before.IsLive || !_hasReason);
            _verdict.Open.Add("CM003");
        }

        Break("CM003", (_goesBack || _reopens) && !_hasReason);
        Break("CM005", _from is not null && _to is not null && Milestones.Any(
            milestone => Changes(milestone.Date) && _after.IsFilled(milestone.Date) && Reached < milestone.Stage));
        Break("CM012", Judged(SubmittedOn) && _save.LacksDocuments(_after));
        Break("CM013", _from is not null && Changes(ReadyOn) && _after.IsFilled(ReadyOn)
            && Equals(_after[Owner], _save.By));
    }

    /// <summary>The stage that was reached; of a Closed customer the one that it was closed from.</summary>
    int Reached => _to == Closed ? _after.Choice(ClosedFrom) ?? 0 : _to ?? 0;

    /// <summary>It changes, or comes into the lifecycle.</summary>
    bool Judged(string column) => _to is not null && _after.IsFilled(column) && (_from is null || Changes(column));

    void DatesAndHold()
    {
        var anywhere = DateOnly.FromDateTime(_save.Now.AddHours(14));
        Break("CM004", PastDates.Any(date => Judged(date) && _after.Day(date) > anywhere)
            || Dates.Any(date => Judged(date) && _after.Day(date) < Earliest));
        Break("CM007", _to == Live && (_from != Live || Changes(ServiceStartsOn))
            && _after.Day(ServiceStartsOn) > _today);
        Break("CM009", _to is not null && _after.IsOnHold && !_after.IsFilled(HoldReason)
            && (_from is null || Changes(Hold) || Changes(HoldReason)));
    }

    void EndOfService(Days before)
    {
        if (_to is null)
        {
            return;
        }

        // What was written or emptied past the plug-ins stays as it is, until it is touched.
        if (_to == Closed)
        {
            Break("CM008", (_closes || Changes(EndReason)) && !_after.IsFilled(EndReason));
            if ((_hasBeenLive || _after.IsLive) && (_closes || Changes(LastDay)))
            {
                Break("CM008", _after.LastDay is null || _after.LastDay > _today);
            }
        }

        if (_after.LastDay is not { } last)
        {
            return;
        }

        // Milestone dates move no beginning but that of a service.
        var isTouched = _closes || _enters && _to == Live || Changes(LastDay) || Changes(ServiceStartsOn)
            || _after.IsLive && DatesOfGoingLive.Any(Changes);

        if (_reopens && last < _today)
        {
            _verdict.Open.Add("CM008");
        }

        // Whether there is anything to end where the save undoes all service, nobody can say either.
        var isUndone = (_verdict.Days.ServiceFrom is null || _goesBack) && last < before.LastService();
        var precedes = last < _after.Day(ServiceStartsOn) || last < _verdict.Days.ServiceFrom;
        // From when a service counts whose milestone is emptied, nobody can say.
        var isKnown = !_verdict.Broken.Contains("CM002");
        if (precedes && isKnown && isTouched
            && (_after.IsLive || _hasBeenLive && (_to == Closed || last < _after.Day(ServiceStartsOn))))
        {
            Break("CM008", true);
        }
        else if (precedes || isUndone)
        {
            _verdict.Open.Add("CM008");
        }
    }

    void EffectiveDay(Days before)
    {
        if (_takesEffect is { } day && (_sent.Sends(TakesEffectOn) || UsesDay))
        {
            var entersLive = _to == Live && _from != Live;
            // Today is said by leaving it out, too; a date may lie ahead of it where the day has begun elsewhere.
            Break("CM015", day > _today || day < Earliest
                || day < _today && (!_hasReason || entersLive && day < LatestAsEntered()));
        }

        if (_from is not null && !_closes && Changes(LastDay) && _after.IsFilled(LastDay) && !_reopens && !_hasReason)
        {
            var ended = _verdict.Days.EndsBefore(_today, before);
            // Which days an impossible last day would end nobody can say.
            var isImpossible = _verdict.Broken.Contains("CM008") || _verdict.Open.Contains("CM008");
            if (ended)
            {
                (isImpossible ? _verdict.Open : _verdict.Broken).Add("CM015");
            }
        }
    }

    DateOnly? LatestAsEntered() => DatesOfGoingLive.Max(_after.Day);
}
