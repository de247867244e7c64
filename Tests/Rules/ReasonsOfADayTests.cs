using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>Why a customer had its status on a past day: what the facts of the day tell.</summary>
public class ReasonsOfADayTests
{
    const Facts Active = Facts.Live | Facts.AccountActive;
    const Facts Billable = Active | Facts.Chargeable | Facts.Complete;

    [Theory]
    [InlineData(Billable, "Live and chargeable.|All milestones dated.")]
    [InlineData(Billable | Facts.OnHold, "On billing hold.")]
    [InlineData(Billable | Facts.Ended, "The last day of service had passed.")]
    [InlineData(Active | Facts.Chargeable | Facts.OnHold, "On billing hold.")]
    [InlineData(Facts.AccountActive | Facts.Ended, "The last day of service had passed.")]
    [InlineData(Billable & ~Facts.AccountActive, "The account is inactive.")]
    [InlineData(Billable & ~Facts.AccountActive | Facts.Ended,
        "The account is inactive.|The last day of service had passed.")]
    [InlineData(Active | Facts.Complete, "Not chargeable (pilot or pre-revenue).")]
    [InlineData(Active | Facts.Chargeable, "A milestone had no date.")]
    [InlineData(Active | Facts.OnHold, "Not chargeable (pilot or pre-revenue).|A milestone had no date.")]
    [InlineData(Facts.AccountActive | Facts.Chargeable, "Not Live.")]
    [InlineData(Facts.AccountActive | Facts.OnHold, "Not Live.|Not chargeable (pilot or pre-revenue).")]
    public void The_facts_of_the_day_tell(Facts facts, string expected) =>
        Assert.Equal(expected, Why(facts, English, hasBeenLive: true));

    [Fact]
    public void Who_was_never_active_is_not_told_of_an_end() => Assert.Equal(
        "The account is inactive.|Not Live.", Why(Facts.Chargeable | Facts.Ended, English, hasBeenLive: false));

    [Theory]
    [InlineData(Billable, "En servicio y sujeto a cobro.|Todos los hitos con fecha.")]
    [InlineData(Billable | Facts.OnHold, "Facturación en pausa.")]
    [InlineData(Billable & ~Facts.AccountActive | Facts.Ended,
        "La cuenta está inactiva.|El último día de servicio había pasado.")]
    [InlineData(Active, "Sin cobro (piloto o fase previa a ingresos).|Faltaba la fecha de un hito.")]
    [InlineData(Facts.AccountActive | Facts.Chargeable, "No estaba en servicio.")]
    public void In_Spanish_too(Facts facts, string expected) =>
        Assert.Equal(expected, Why(facts, 3082, hasBeenLive: true));

    const int English = 1033;

    static string Why(Facts facts, int language, bool hasBeenLive) => string.Join('|', BillingReasons.For(
        new StatusPeriod(Day(3, 1), null, facts, null, Billing.StatusOf(facts, hasBeenLive), null))
        .Select(reason => reason.In(language)));
}
