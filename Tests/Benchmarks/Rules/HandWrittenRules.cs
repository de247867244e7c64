using System;
using System.Collections.Generic;
using System.Globalization;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Benchmarks.Rules;

/// <summary>
/// The floor of the rules' speed: the branches that a developer would write by hand for one save, with the same verdict.
/// </summary>
/// <remarks>
/// It has no words for a refusal and knows nothing that <see cref="RandomSaves"/> don't do: columns of the server that
/// are sent (CM006), documents (CM012), owners (CM013), reasons stored earlier, added requirements and waivers, stored
/// periods, markets' zones, saves that overtake one another, records judged as they are, other languages.
/// </remarks>
readonly struct HandWrittenRules
{
    static readonly DateTime Today = RandomSaves.Now.Today;
    static readonly DateTime Earliest = new(2000, 1, 1);

    readonly CustomerFacts _before;
    readonly CustomerFacts _submitted;
    readonly Stage? _from;
    readonly Stage? _to;
    readonly Stage? _closedFrom;
    readonly bool _movesBack;

    // As they would be after the save; what moving back empties is empty.
    readonly DateTime? _onboarded;
    readonly DateTime? _documented;
    readonly DateTime? _ready;
    readonly DateTime? _starts;
    readonly DateTime? _lastDay;
    readonly DateTime? _takesEffectOn;
    readonly object? _endReason;
    readonly string? _holdReason;
    readonly bool _hasReason;
    readonly bool _isOnHold;
    readonly bool _isChargeable;
    readonly bool _isActive;

    public HandWrittenRules(CustomerFacts before, CustomerFacts submitted)
    {
        _before = before;
        _submitted = submitted;
        _from = before.Stage;
        _to = (Stage?)(Sent(Columns.Stage) as int?);
        _movesBack = _to < _from;
        _starts = Sent(Columns.ServiceStartsOn) as DateTime?;
        _onboarded = Milestone(Columns.OnboardingCompletedOn, Stage.Onboarding);
        _documented = Milestone(Columns.DocumentsSubmittedOn, Stage.Compliance);
        _ready = Milestone(Columns.ReadyForServiceOn, Stage.Readiness);
        var reopens = _movesBack && _from == Stage.Closed;
        _lastDay = reopens && !Sends(Columns.ServiceEndedOn) ? null : Sent(Columns.ServiceEndedOn) as DateTime?;
        _endReason = reopens && !Sends(Columns.EndReason) ? null : Sent(Columns.EndReason);
        _takesEffectOn = submitted[Columns.TakesEffectOn] as DateTime?;
        _hasReason = IsFilled(submitted[Columns.StageChangeReason]);
        _isOnHold = Sent(Columns.BillingHold) is true;
        _holdReason = before.IsOnHold && !_isOnHold ? null : Sent(Columns.BillingHoldReason) as string;
        _isChargeable = Sent(Columns.Chargeable) is not false;
        _isActive = Sent(Columns.State) is null or 0;
        _closedFrom = _to != Stage.Closed ? null
            : _from == Stage.Closed && before.ClosedFrom is { } known ? known
            : _from is { } left and not Stage.Closed ? left
            : _starts is not null && _lastDay is not null && _endReason is not ((int)EndReason.NeverWentLive
                or (int)EndReason.EnteredByMistake or (int)EndReason.Duplicate) ? Stage.Live : Stage.Prospect;
    }

    Stage? Entered => _to != _from ? _to : null;

    bool Leaves => _from is not null && _to is null;

    bool Reopens => _movesBack && _from == Stage.Closed;

    Stage? Reached => _to == Stage.Closed ? _closedFrom : _to;

    bool IsLive => Reached == Stage.Live;

    bool IsComplete => IsLive && _onboarded is not null && _documented is not null && _ready is not null;

    DateTime? LatestDate => Latest(Latest(_starts, _onboarded), Latest(_documented, _ready));

    DateTime EffectiveDay => _takesEffectOn ?? Today;

    bool ChangesEnd => _lastDay != _before.LastDayOfService && !Reopens
        && (_before.HasBeenLive || _before.IsLive || IsLive);

    bool ChangesADate => _starts != _before.ServiceStartsOn || Changes(Columns.OnboardingCompletedOn, _onboarded)
        || Changes(Columns.DocumentsSubmittedOn, _documented) || Changes(Columns.ReadyForServiceOn, _ready);

    bool ReachesDays => (_from ?? _to) is not null && (_from is null || Leaves || Reopens || Entered == Stage.Closed
        || _before.IsLive != IsLive || _before.Facts.Has(Facts.Complete) != IsComplete
        || _before.IsChargeable != _isChargeable || _before.IsOnHold != _isOnHold
        || _before.IsActiveAccount != _isActive || ChangesEnd
        || _before.HasBeenLive && _before.BillableStatus != BillableStatus.Ended && _lastDay < Today
        || IsLive && (ChangesADate || Changes(Columns.Market)));

    /// <summary>The codes of the rules that are broken: a bit for each, by its number.</summary>
    public int Check()
    {
        var broken = 0;
        if (Entered is { } entered and not Stage.Closed && Lacks(entered))
        {
            broken |= 1 << 1;
        }

        if (Leaves ? _before.HasBeenLive || _before.IsLive || !_hasReason
            : Entered is null or Stage.Closed && _before.Reached is { } reached && Empties(reached))
        {
            broken |= 1 << 2;
        }

        if (_movesBack && !_hasReason)
        {
            broken |= 1 << 3;
        }

        if (_to is not null)
        {
            if (IsWrongDate(Columns.AgreementSignedOn, Sent(Columns.AgreementSignedOn) as DateTime?)
                || IsWrongDate(Columns.OnboardingStartedOn, Sent(Columns.OnboardingStartedOn) as DateTime?)
                || IsWrongDate(Columns.OnboardingCompletedOn, _onboarded)
                || IsWrongDate(Columns.DocumentsSubmittedOn, _documented)
                || IsWrongDate(Columns.ReadyForServiceOn, _ready)
                || Judges(Columns.ServiceStartsOn, _starts) && _starts < Earliest
                || Judges(Columns.ServiceEndedOn, _lastDay) && _lastDay < Earliest)
            {
                broken |= 1 << 4;
            }

            if (_from is not null
                && (IsTooEarly(Columns.OnboardingCompletedOn, _onboarded, Stage.Onboarding)
                || IsTooEarly(Columns.DocumentsSubmittedOn, _documented, Stage.Compliance)
                || IsTooEarly(Columns.ReadyForServiceOn, _ready, Stage.Readiness)))
            {
                broken |= 1 << 5;
            }

            if (_to == Stage.Live && (_from != Stage.Live || _starts != _before.ServiceStartsOn) && _starts > Today)
            {
                broken |= 1 << 7;
            }

            if (IsIncomplete() || _lastDay is { } end && IsWrongEnd(end))
            {
                broken |= 1 << 8;
            }

            if (_isOnHold && !IsFilled(_holdReason) && (_from is null || !_before.IsOnHold
                || Changes(Columns.BillingHoldReason, _holdReason) || Changes(Columns.BillingHold)))
            {
                broken |= 1 << 9;
            }
        }

        if ((_from ?? _to) is not null && _takesEffectOn is { } day && (day > Today || day < Earliest
            || day < Today && (!_hasReason || Entered == Stage.Live && day < LatestDate))
            || _lastDay is not null && !_hasReason && EndsDaysThatHavePassed())
        {
            broken |= 1 << 15;
        }

        return broken;
    }

    /// <summary>Puts the server's columns of an accepted save into its row.</summary>
    public void Write(Dictionary<Column, object?> row)
    {
        if ((_from ?? _to) is null)
        {
            return;
        }

        Set(row, Columns.OnboardingCompletedOn, _onboarded);
        Set(row, Columns.DocumentsSubmittedOn, _documented);
        Set(row, Columns.ReadyForServiceOn, _ready);
        Set(row, Columns.ServiceEndedOn, _lastDay);
        if (_endReason is null)
        {
            Empty(row, Columns.EndReason);
        }

        if (_holdReason is null)
        {
            Empty(row, Columns.BillingHoldReason);
        }

        var reaches = ReachesDays;
        var isUsed = Entered is not null || Leaves;
        var isGiven = _hasReason || _takesEffectOn is not null;
        var changesDays = isGiven && reaches && ChangesDays;
        if (isUsed || changesDays && _hasReason)
        {
            Empty(row, Columns.StageChangeReason);
        }

        if (isUsed || changesDays && _takesEffectOn is not null)
        {
            Empty(row, Columns.TakesEffectOn);
        }

        if (_to is null)
        {
            foreach (var column in Columns.Computed)
            {
                Empty(row, column);
            }

            return;
        }

        if (!isUsed && !changesDays && isGiven)
        {
            row[Columns.ReasonGivenOn] = RandomSaves.Now.UtcNow;
            row[Columns.ReasonGivenBy] = RandomSaves.Person;
        }

        Certify(row, Columns.OnboardingCompletedOn, _onboarded, Columns.OnboardingCertifiedBy);
        Certify(row, Columns.DocumentsSubmittedOn, _documented, Columns.DocumentsCertifiedBy);
        Certify(row, Columns.ReadyForServiceOn, _ready, Columns.ReadinessCertifiedBy);
        if (_before[Columns.DefinitionVersion] as string != Lifecycle.Version)
        {
            row[Columns.DefinitionVersion] = Lifecycle.Version;
        }

        if (Entered is not null && _before[Columns.StageEnteredOn] as DateTime? != RandomSaves.Now.UtcNow)
        {
            row[Columns.StageEnteredOn] = RandomSaves.Now.UtcNow;
        }

        if (_closedFrom != _before.ClosedFrom)
        {
            row[Columns.ClosedFromStage] = (int?)_closedFrom;
        }

        WritePresent(row, reaches);
    }

    void WritePresent(Dictionary<Column, object?> row, bool reaches)
    {
        var status = _before.BillableStatus;
        var hasBeenLive = _before.HasBeenLive;
        if (reaches)
        {
            var days = Days();
            var day = _to == Stage.Closed ? days.Last : days.First;
            day = day > Today ? day : Today;
            status = days.StatusOn(day);
            hasBeenLive = days.FirstActiveDay is not null;
            if (status != _before.BillableStatus)
            {
                row[Columns.BillableStatus] = (int)status;
            }

            var isActive = days.On(day).IsActiveCustomer();
            if (_before[Columns.IsActiveCustomer] as bool? != isActive)
            {
                row[Columns.IsActiveCustomer] = isActive;
            }

            Set(row, Columns.BillableStatusOn, days.StartOfStatus(day));
            Set(row, Columns.FirstBillableOn, days.FirstBillableDay);
            Set(row, Columns.FirstLiveOn, days.FirstActiveDay);
        }

        var stored = _before[Columns.BillableReason] as string;
        var tellsAnother = status == BillableStatus.OnHold && Changes(Columns.BillingHoldReason, _holdReason);
        if (status is { } known && (reaches || tellsAnother || stored is null))
        {
            var words = Words(known, hasBeenLive);
            if (words != stored)
            {
                row[Columns.BillableReason] = words;
            }
        }
    }

    string Words(BillableStatus status, bool hasBeenLive)
    {
        var last = _lastDay is { } end ? $" Last day of service: {Text(end)}." : "";
        var inactive = _isActive ? "" : " The account is inactive";
        var words = status switch
        {
            BillableStatus.Ended => (_isActive ? "" : inactive + " and was Live.")
                + (_to == Stage.Closed ? " The customer is Closed." : "") + last,
            BillableStatus.OnHold => _holdReason is { } why ? $" On billing hold: {why}" : " On billing hold.",
            BillableStatus.Billable => " Live and chargeable."
                + (_onboarded is { } onboarded ? $" Onboarding completed on {Text(onboarded)}." : "")
                + (_documented is { } documented ? $" Required documents submitted on {Text(documented)}." : "")
                + (_ready is { } ready ? $" Customer ready for service on {Text(ready)}." : "")
                + (_starts is { } start ? $" In service since {Text(start)}." : "") + last,
            _ => (_isActive ? "" : inactive + ".")
                + (_isChargeable ? "" : " Not chargeable (pilot or pre-revenue).")
                + (!IsLive ? hasBeenLive ? " No longer Live."
                        : _to == Stage.Closed ? " Closed without having been Live." : " Not Live yet."
                    : (_onboarded is null ? " Onboarding completed: no date yet." : "")
                    + (_documented is null ? " Required documents submitted: no date yet." : "")
                    + (_ready is null ? " Customer ready for service: no date yet." : "") + last),
        };
        return words[1..];
    }

    /// <summary>CM001.</summary>
    bool Lacks(Stage entered) =>
        entered > Stage.Prospect && (Sent(Columns.Market) is null || Sent(Columns.PrimaryContact) is null
            || Sent(Columns.AgreementSignedOn) is null || Sent(Columns.BillingModel) is null
            || Sent(Columns.BillingTiming) is null)
        || entered > Stage.Onboarding && (Sent(Columns.OnboardingOwner) is null
            || Sent(Columns.OnboardingStartedOn) is null || _onboarded is null)
        || entered > Stage.Compliance && (Sent(Columns.ComplianceReviewer) is null
            || !IsFilled(Sent(Columns.RegistrationNumber)) || _documented is null)
        || entered > Stage.Readiness && (Sent(Columns.ServiceOwner) is null || _starts is null || _ready is null);

    /// <summary>CM002.</summary>
    bool Empties(Stage reached) =>
        reached > Stage.Prospect && (Empties(Columns.Market) || Empties(Columns.PrimaryContact)
            || Empties(Columns.AgreementSignedOn) || Empties(Columns.BillingModel) || Empties(Columns.BillingTiming))
        || reached > Stage.Onboarding && (Empties(Columns.OnboardingOwner)
            || Empties(Columns.OnboardingStartedOn) || Empties(Columns.OnboardingCompletedOn))
        || reached > Stage.Compliance && (Empties(Columns.ComplianceReviewer)
            || Empties(Columns.RegistrationNumber) || Empties(Columns.DocumentsSubmittedOn))
        || reached > Stage.Readiness && (Empties(Columns.ServiceOwner) || Empties(Columns.ServiceStartsOn)
            || Empties(Columns.ReadyForServiceOn));

    bool Empties(Column column) =>
        _submitted.Has(column) && !IsFilled(_submitted[column]) && IsFilled(_before[column]);

    /// <summary>CM004, of something that happened.</summary>
    bool IsWrongDate(Column column, DateTime? date) =>
        Judges(column, date) && (date > RandomSaves.Now.LatestDay || date < Earliest);

    /// <summary>CM005.</summary>
    bool IsTooEarly(Column column, DateTime? date, Stage stage) =>
        Reached < stage && date is not null && Changes(column, date);

    /// <summary>CM008, of what Closed asks for.</summary>
    bool IsIncomplete() => _to == Stage.Closed
        && (_endReason is null && (_from != Stage.Closed || _before.EndReason is not null)
        || (_before.HasBeenLive || IsLive) && _lastDay is null
            && (_from != Stage.Closed || _before.LastDayOfService is not null));

    /// <summary>CM008, of the last day of service.</summary>
    bool IsWrongEnd(DateTime end)
    {
        var judgesEnd = Entered == Stage.Closed || Judges(Columns.ServiceEndedOn, end);
        if (_to == Stage.Closed && (_before.HasBeenLive || IsLive) && judgesEnd && end > Today)
        {
            return true;
        }

        if ((judgesEnd || Judges(Columns.ServiceStartsOn, _starts)) && end < _starts)
        {
            return true;
        }

        if (Reopens && _to != Stage.Live && end < Today && end < EffectiveDay)
        {
            return true;
        }

        return Entered == Stage.Live ? end < DayOfGoingLive()
            : ReachesDays && (judgesEnd || ChangesADate)
                && end < (_from is not null ? StartOfSpell() : IsLive ? DayOfGoingLive() : null);
    }

    /// <summary>CM015, of the last day of service.</summary>
    bool EndsDaysThatHavePassed()
    {
        if (!ChangesEnd || _from is null || _to is null || Entered == Stage.Closed)
        {
            return false;
        }

        var days = Days();
        var believed = Believed();
        return days.AnyEnded(Today, days, believed) || believed.AnyEnded(Today, days, believed);
    }

    /// <summary>What the record said before, as if it had entered its stage so.</summary>
    HandWrittenDays Believed() => _before.IsLive
        ? Served(
            FirstDay(_before.LatestDate), _before.Facts, _before.LastDayOfService,
            _from == Stage.Closed || _before.IsActiveAccount)
        : new(Today, _before.Facts);

    static HandWrittenDays Served(DateTime first, Facts facts, DateTime? lastDay, bool wasActive)
    {
        if (lastDay is not { } last)
        {
            return new(first, facts);
        }

        HandWrittenDays days = new(first, wasActive ? facts | Facts.AccountActive : facts & ~Facts.AccountActive);
        days.Change(Facts.Ended, true, last.AddDays(1));
        days.Change(Facts.AccountActive, facts.Has(Facts.AccountActive), last.AddDays(1));
        return days;
    }

    /// <summary>Whether anything is believed of some day that wasn't before.</summary>
    bool ChangesDays => !Days().IsLike(Believed())
        || IsLive && Changes(Columns.Market) && Days().On(EffectiveDay).IsActiveCustomer();

    /// <summary>What is so on each day after the save.</summary>
    HandWrittenDays Days()
    {
        var facts = (IsLive ? Facts.Live : 0) | (IsComplete ? Facts.Complete : 0)
            | (_isChargeable ? Facts.Chargeable : 0) | (_isOnHold ? Facts.OnHold : 0)
            | (_isActive ? Facts.AccountActive : 0);
        if (_from is null)
        {
            return IsLive ? Served(DayOfGoingLive(), facts, _lastDay, _to == Stage.Closed || _isActive)
                : new(EffectiveDay, facts);
        }

        var days = Believed();
        var wasActive = days.FirstActiveDay is not null;
        var goesLive = Entered == Stage.Live;
        if (ChangesEnd && !goesLive && _before.LastDayOfService is { } old)
        {
            days.Change(Facts.Ended, false, old.AddDays(1));
        }

        if (StartOfSpell() is { } start)
        {
            days.BeginOn(start);
        }

        days.Change(Facts.Complete, IsComplete, Today);
        if (goesLive)
        {
            var day = DayOfGoingLive();
            days.BeginOn(day < days.First ? day : days.First);
            days.Change(Facts.Live, true, day);
            days.Change(Facts.Complete, IsComplete, day);
            days.Change(Facts.Ended, false, day);
            if (!wasActive)
            {
                days.Change(Facts.Chargeable, _isChargeable, day);
                days.Change(Facts.OnHold, _isOnHold, day);
            }
        }
        else if (_before.IsLive && !IsLive)
        {
            days.Change(Facts.Live, false, EffectiveDay);
            days.Change(Facts.Complete, false, EffectiveDay);
        }

        if (Reopens && !goesLive)
        {
            days.Change(Facts.Ended, false, EffectiveDay);
        }

        if (_before.IsActiveAccount != _isActive)
        {
            days.Change(Facts.AccountActive, _isActive,
                !_isActive && _lastDay < EffectiveDay ? _lastDay.Value.AddDays(1) : EffectiveDay);
        }

        var begins = goesLive;
        if (!wasActive && days.FirstActiveDay is { } first)
        {
            days.Change(Facts.Ended, false, first);
            begins = true;
        }

        if (_lastDay is { } last && (begins || ChangesEnd
            || last != _before.LastDayOfService && days.FirstActiveDay is not null))
        {
            days.Change(Facts.Ended, true, last.AddDays(1));
        }

        if (_before.IsChargeable != _isChargeable)
        {
            days.Change(Facts.Chargeable, _isChargeable, EffectiveDay);
        }

        if (_before.IsOnHold != _isOnHold)
        {
            days.Change(Facts.OnHold, _isOnHold, EffectiveDay);
        }

        return days;
    }

    /// <summary>The day from which a customer that enters Live is Live.</summary>
    DateTime DayOfGoingLive()
    {
        if (_takesEffectOn is { } given)
        {
            return given;
        }

        var latest = FirstDay(LatestDate);
        if (_from is null || Believed().FirstActiveDay is null)
        {
            return latest;
        }

        var without = _before.LastDayOfService < Today ? _before.LastDayOfService.Value.AddDays(1) : Today;
        return latest >= without ? latest : Today;
    }

    /// <summary>The first day of the service that was believed, after what the save corrects; null if there was none.</summary>
    DateTime? StartOfSpell()
    {
        if (!_before.IsLive || FirstDay(_before.LatestDate) is var start && _before.LastDayOfService < start)
        {
            return null;
        }

        if (!IsLive || Entered == Stage.Live)
        {
            return start;
        }

        DateTime? known = null;
        DateTime? corrected = null;
        Know(_before.ServiceStartsOn, _starts);
        Know(_before.Date(Columns.OnboardingCompletedOn), _onboarded);
        Know(_before.Date(Columns.DocumentsSubmittedOn), _documented);
        Know(_before.Date(Columns.ReadyForServiceOn), _ready);
        return corrected is null ? start : FirstDay(start == _before.LatestDate ? known : Latest(start, corrected));

        void Know(DateTime? before, DateTime? after)
        {
            known = before is null ? known : Latest(known, after);
            corrected = before is null || before == after ? corrected : Latest(corrected, after);
        }
    }

    static DateTime FirstDay(DateTime? latest) => latest is { } day && day <= Today ? day : Today;

    static DateTime? Latest(DateTime? one, DateTime? other) => one is null || other > one ? other : one;

    static string Text(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static bool IsFilled(object? value) =>
        value is not null && !(value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>Moving back empties it, unless the save itself changes it.</summary>
    DateTime? Milestone(Column column, Stage stage) =>
        _movesBack && stage >= _to && !Sends(column) ? null : Sent(column) as DateTime?;

    object? Sent(Column column) => _submitted.Has(column) ? _submitted[column] : _before[column];

    bool Sends(Column column) => _submitted.Has(column) && !Equals(_submitted[column], _before[column]);

    bool Changes(Column column) => Sends(column);

    bool Changes(Column column, DateTime? after) => _before.Date(column) != after;

    bool Changes(Column column, string? after) => _before[column] as string != after;

    bool Judges(Column column, DateTime? after) => _from is null || Changes(column, after);

    void Set(Dictionary<Column, object?> row, Column column, DateTime? value)
    {
        if (Sent(column) as DateTime? != value)
        {
            row[column] = value;
        }
    }

    void Empty(Dictionary<Column, object?> row, Column column)
    {
        if (Sent(column) is not null)
        {
            row[column] = null;
        }
    }

    void Certify(Dictionary<Column, object?> row, Column datedBy, DateTime? date, Column certifiedBy)
    {
        if (Changes(datedBy, date) && _before[certifiedBy] as Guid? is var known
            && (date is null ? known is not null : known != RandomSaves.Person))
        {
            row[certifiedBy] = date is null ? null : RandomSaves.Person;
        }
    }
}
