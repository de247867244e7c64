using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>Why a claim agrees or doesn't: sentences without labels, worded where they are stored.</summary>
static class ClaimExplanation
{
    /// <summary>As many candidates and stretches as are told one by one.</summary>
    const int Most = 10;

    static readonly Wording NobodyByEither = new(
        "No account has the number \"{0}\" or the name \"{1}\".",
        "Ninguna cuenta tiene el número \"{0}\" ni el nombre \"{1}\".");
    static readonly Wording NobodyByNumber = new(
        "No account has the number \"{0}\", and no name is given.",
        "Ninguna cuenta tiene el número \"{0}\", y no se indica ningún nombre.");
    static readonly Wording NobodyByName = new(
        "No account has the name \"{0}\", and no number is given.",
        "Ninguna cuenta tiene el nombre \"{0}\", y no se indica ningún número.");
    static readonly Wording NobodyNamed = new(
        "Neither a number nor a name of the customer is given.",
        "No se indica ni el número ni el nombre del cliente.");

    static readonly Wording SeveralByNumber = new(
        "Several accounts have the number \"{0}\": {1}. Choose the customer here; accounts that are "
        + "corrected count for later claims.",
        "Varias cuentas tienen el número \"{0}\": {1}. Elija aquí el cliente; las cuentas que se "
        + "corrijan cuentan para los siguientes registros.");
    static readonly Wording SeveralByName = new(
        "Several accounts have the name \"{0}\": {1}. Choose the customer here; accounts that are "
        + "corrected count for later claims.",
        "Varias cuentas tienen el nombre \"{0}\": {1}. Elija aquí el cliente; las cuentas que se "
        + "corrijan cuentan para los siguientes registros.");

    static readonly Wording NoSource = new(
        "Not judged: the source is missing.", "Sin evaluar: falta el origen.");
    static readonly Wording NoDays = new(
        "Not judged: the claim has no date.", "Sin evaluar: el registro no tiene ninguna fecha.");
    static readonly Wording BackToFront = new(
        "Not judged: the period ends on {1}, before it starts on {0}.",
        "Sin evaluar: el periodo termina el {1}, antes de empezar el {0}.");

    static readonly Wording NoHistory = new(
        "The customer is not in the lifecycle: nothing is known of its days.",
        "El cliente no está en el ciclo de vida: no se sabe nada de sus días.");
    static readonly Wording HistoryBegins = new(
        "The customer's history begins on {0}.", "El historial del cliente empieza el {0}.");
    static readonly Wording Credit = new(
        "A negative amount, such as a credit note: judged like what it takes back.",
        "Importe negativo, como una nota de crédito: se evalúa como lo que anula.");

    static readonly Wording BillableDays = new(
        "Billable days: {0} of {1}.", "Días facturables: {0} de {1}.");
    static readonly Wording ActiveDays = new(
        "Active days: {0} of {1}.", "Días como cliente activo: {0} de {1}.");
    static readonly Wording FromTo = new("{0} from {1} to {2}.", "{0} del {1} al {2}.");
    static readonly Wording OnOneDay = new("{0} on {1}.", "{0} el {1}.");
    static readonly Wording AndMore = new("And further changes.", "Y otros cambios.");

    static readonly Wording Active = new("Active customer", "Cliente activo");
    static readonly Wording NotActive = new("Not an active customer", "Cliente no activo");

    /// <summary>Of several customers that became one, what counts of a day: the first of these.</summary>
    static readonly BillableStatus[] Strongest =
        [BillableStatus.Billable, BillableStatus.OnHold, BillableStatus.NotBillable, BillableStatus.Ended];

    public static IReadOnlyList<Sentence> OfNobody(Claim claim)
    {
        var hasName = MatchKey.OfName(claim.CustomerName).Length > 0;
        return MatchKey.OfNumber(claim.AccountNumber).Length > 0
            ? [hasName ? new(NobodyByEither, claim.AccountNumber!.Trim(), claim.CustomerName!.Trim())
                : new(NobodyByNumber, claim.AccountNumber!.Trim())]
            : [hasName ? new(NobodyByName, claim.CustomerName!.Trim()) : new(NobodyNamed)];
    }

    public static IReadOnlyList<Sentence> OfSeveral(Claim claim, bool isByName, IEnumerable<Candidate> found)
    {
        var names = found.Select(candidate => string.IsNullOrWhiteSpace(candidate.Number)
                ? candidate.Name : $"{candidate.Name} ({candidate.Number})")
            .OrderBy(name => name, StringComparer.Ordinal).ToArray();
        var list = string.Join(", ", names.Take(Most)) + (names.Length > Most ? ", ..." : "");
        return [isByName ? new(SeveralByName, claim.CustomerName!.Trim(), list)
            : new(SeveralByNumber, claim.AccountNumber!.Trim(), list)];
    }

    /// <summary>What the customer was on the days of a claim.</summary>
    public static IReadOnlyList<Sentence> OfDays(Claim claim, IReadOnlyList<Spell> history)
    {
        if (claim.Source is null)
        {
            return [new(NoSource)];
        }

        if (claim.From is not { } from || claim.Until is not { } until)
        {
            return [new(NoDays)];
        }

        if (until < from)
        {
            return [new(BackToFront, from, until)];
        }

        List<Sentence> sentences = [];
        var stretches = Stretches(claim, from, until, history);
        var good = claim.IsAboutBilling ? Billing.Names[BillableStatus.Billable] : Active;
        var days = stretches.Where(stretch => stretch.What == good).Sum(stretch => stretch.Days);
        sentences.Add(new(
            claim.IsAboutBilling ? BillableDays : ActiveDays, Number(days), Number((until - from).Days + 1)));
        sentences.AddRange(stretches.Take(Most).Select(stretch => stretch.Told));
        if (stretches.Count > Most)
        {
            sentences.Add(new(AndMore));
        }

        if (history.Count == 0)
        {
            sentences.Add(new(NoHistory));
        }
        else if (history.Min(spell => spell.From) is var begin && begin > from)
        {
            sentences.Add(new(HistoryBegins, begin));
        }

        if (claim.IsCredit)
        {
            sentences.Add(new(Credit));
        }

        return sentences;
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// From when to when the customer was what, in order of time; days of which nothing is known are left out.
    /// </summary>
    static List<Stretch> Stretches(Claim claim, DateTime from, DateTime until, IReadOnlyList<Spell> history)
    {
        var begins = history.SelectMany(spell => new[] { spell.From, spell.Until?.AddDays(1) ?? from })
            .Concat([from]).Where(day => day >= from && day <= until).Distinct().OrderBy(day => day).ToArray();
        List<Stretch> stretches = [];
        for (var i = 0; i < begins.Length; i++)
        {
            if (What(claim, begins[i], history) is not { } what)
            {
                continue;
            }

            var last = i + 1 < begins.Length ? begins[i + 1].AddDays(-1) : until;
            var before = stretches.Count - 1;
            if (before >= 0 && stretches[before].What == what && stretches[before].Until.AddDays(1) == begins[i])
            {
                stretches[before] = stretches[before] with { Until = last };
            }
            else
            {
                stretches.Add(new(begins[i], last, what));
            }
        }

        return stretches;
    }

    static Wording? What(Claim claim, DateTime day, IReadOnlyList<Spell> history)
    {
        var spells = history.Where(spell => spell.Covers(day)).ToArray();
        return spells.Length == 0 ? null
            : !claim.IsAboutBilling ? spells.Any(spell => spell.IsActive) ? Active : NotActive
            : Billing.Names[Strongest.First(status => spells.Any(spell => spell.Status == status))];
    }

    readonly record struct Stretch(DateTime From, DateTime Until, Wording What)
    {
        public int Days => (Until - From).Days + 1;

        public Sentence Told => From == Until ? new(OnOneDay, What, From) : new(FromTo, What, From, Until);
    }
}
