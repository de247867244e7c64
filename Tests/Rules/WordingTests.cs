using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class WordingTests
{
    const string InEnglish =
        "CM003 Contoso can't go back from [Live] to [Prospect] without a reason. Fill in \"<cm_stagechangereason>\" "
        + "and "
        + "save again.";
    const string InSpanish =
        "CM003 Contoso no puede volver de [Live] a [Prospect] sin un motivo. Rellene \"<cm_stagechangereason>\" y "
        + "guarde de nuevo.";

    [Theory]
    [InlineData(1033, InEnglish)]
    [InlineData(2057, InEnglish)] // United Kingdom
    [InlineData(3082, InSpanish)]
    [InlineData(2058, InSpanish)] // Mexico
    [InlineData(1031, InEnglish)] // German: not a language of the product
    [InlineData(1035, InEnglish)] // Finnish, the next primary language to Spanish
    [InlineData(0, InEnglish)]
    public void A_sentence_is_in_the_readers_language_or_English(int language, string expected) =>
        Assert.Equal(expected, Refusal(Enter(Stage.Prospect, In(Stage.Live)), language));

    [Fact]
    public void The_product_speaks_English_and_Spanish() => Assert.Equal([1033, 3082], Wording.Languages);

    public static TheoryData<string, CustomerChange> SpanishRefusals() => new()
    {
        {
            "CM001 Contoso aún no puede pasar a [Readiness]. Falta: [Compliance] - <cm_registrationnumber>.",
            Enter(Stage.Readiness, Outside((Columns.RegistrationNumber, null)))
        },
        {
            "CM002 Contoso: \"<cm_marketid>\" no se puede vaciar, porque ya se pasó la etapa que lo exige. Indique "
            + "otro "
            + "valor.",
            Change(In(Stage.Live), (Columns.Market, null))
        },
        {
            "CM002 Contoso ha estado en servicio, por lo que \"<cm_lifecyclestage>\" no se puede vaciar. Si el servicio ha "
            + "terminado, elija [Closed].",
            Change(In(Stage.Live), (Columns.Stage, null))
        },
        {
            "CM002 Contoso no puede salir del ciclo de vida sin un motivo. Escriba el motivo de este cambio en "
            + "\"<cm_stagechangereason>\" y guarde de nuevo.",
            Change(In(Stage.Prospect), (Columns.Stage, null))
        },
        {
            "CM003 Contoso no puede volver de [Live] a [Prospect] por lo que dice \"<cm_stagechangereason>\", porque se "
            + "escribió antes o lo escribió otra persona. Escriba el motivo de este cambio y guarde de nuevo.",
            Enter(Stage.Prospect, In(Stage.Live).With([new(Columns.StageChangeReason, "words")]))
        },
        {
            "CM004 Contoso: \"<cm_agreementsignedon>\" (2026-12-24) es una fecha futura. Indique el día en que ocurrió.",
            Change(In(Stage.Live), (Columns.AgreementSignedOn, Day(12, 24)))
        },
        {
            "CM004 Contoso: \"<cm_agreementsignedon>\" (1999-12-31) es anterior a 2000-01-01. Compruebe el año.",
            Change(In(Stage.Live), (Columns.AgreementSignedOn, new System.DateTime(1999, 12, 31)))
        },
        {
            "CM005 Contoso: \"<cm_readyforserviceon>\" no puede tener fecha antes de que el cliente esté en "
            + "[Readiness]. "
            + "Páselo primero a esa etapa.",
            Change(In(Stage.Compliance), (Columns.ReadyForServiceOn, Day(6, 1)))
        },
        {
            "CM005 Contoso: \"<cm_readyforserviceon>\" no puede tener fecha, porque el cliente se cerró antes de llegar a "
            + "[Readiness].",
            Enter(
                Stage.Closed, In(Stage.Prospect), (Columns.EndReason, 727000006),
                (Columns.ReadyForServiceOn, Day(6, 1)))
        },
        {
            "CM006 Contoso: \"<cm_billablereason>\" no se puede cambiar, porque lo calcula el servidor. Déjelo como "
            + "está.",
            Change(In(Stage.Live), (Columns.BillableReason, "other"))
        },
        {
            "CM007 Contoso aún no puede pasar a [Live]: \"<cm_servicestartson>\" es 2026-06-17. Espere a ese día o "
            + "corrija la fecha.",
            Enter(Stage.Live, Outside((Columns.ServiceStartsOn, Day(6, 17))))
        },
        {
            "CM007 Contoso está en [Live], por lo que \"<cm_servicestartson>\" no puede ser 2026-06-16, un día que aún no ha "
            + "llegado. Si el servicio no ha empezado, haga volver atrás al cliente con un motivo.",
            Change(In(Stage.Live), (Columns.ServiceStartsOn, Day(6, 16)))
        },
        {
            "CM008 Contoso no puede pasar a [Closed] sin: <cm_endreason>.",
            Enter(Stage.Closed, In(Stage.Live), (Columns.ServiceEndedOn, Day(6, 1)))
        },
        {
            "CM008 Contoso: \"<cm_serviceendedon>\" (2026-02-28) no puede ser anterior a \"<cm_servicestartson>\" "
            + "(2026-03-01). Corrija una de las dos fechas.",
            Change(
                In(Stage.Closed), (Columns.ServiceEndedOn, Day(2, 28)), (Columns.StageChangeReason, "words"))
        },
        {
            "CM008 Contoso: \"<cm_serviceendedon>\" (2026-03-05) no puede ser anterior a 2026-03-14, el día desde el que el "
            + "cliente cuenta como en servicio. Corríjalo o déjelo vacío.",
            Enter(Stage.Live, Outside((Columns.ReadyForServiceOn, Day(3, 14)), (Columns.ServiceEndedOn, Day(3, 5))))
        },
        {
            "CM008 Contoso está en [Closed], por lo que \"<cm_serviceendedon>\" no puede ser 2026-06-16, un día que aún no ha "
            + "llegado. Corrija la fecha. Si el servicio continúa, reabra al cliente con un motivo.",
            Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(6, 16)))
        },
        {
            "CM008 Contoso aún no puede pasar a [Closed]: \"<cm_serviceendedon>\" es 2026-06-16. Si aún se le presta "
            + "servicio, incorpórelo en [Live]: el fin llega por sí solo ese día. Si no, corrija la fecha.",
            Enter(
                Stage.Closed, Outside((Columns.EndReason, (int)EndReason.CustomerLeft)),
                (Columns.ServiceEndedOn, Day(6, 16)))
        },
        {
            "CM008 Contoso: \"<cm_serviceendedon>\" (2026-03-05) no puede ser anterior a 2026-03-14, el día desde el que el "
            + "cliente cuenta como en servicio. Corríjalo, o la fecha de inicio o de hito que esté equivocada.",
            Enter(
                Stage.Closed, Outside((Columns.EndReason, (int)EndReason.CustomerLeft)),
                (Columns.ReadyForServiceOn, Day(3, 14)), (Columns.ServiceEndedOn, Day(3, 5)))
        },
        {
            "CM008 Contoso se está reabriendo, por lo que \"<cm_serviceendedon>\" (2026-06-14) no puede estar en el pasado. "
            + "Corríjalo o déjelo vacío.",
            Enter(
                Stage.Readiness, In(Stage.Closed), (Columns.StageChangeReason, "words"),
                (Columns.ServiceEndedOn, Day(6, 14)))
        },
        {
            "CM008 Contoso aún no puede pasar a [Closed]: \"<cm_serviceendedon>\" es 2026-06-16. Deje la etapa como está, el "
            + "fin llega por sí solo ese día; o corrija la fecha.",
            Enter(
                Stage.Closed, In(Stage.Live), (Columns.EndReason, 727000000), (Columns.ServiceEndedOn, Day(6, 16)))
        },
        {
            "CM009 Contoso: \"<cm_billinghold>\" necesita un motivo. Rellene \"<cm_billingholdreason>\" y guarde de "
            + "nuevo.",
            Change(In(Stage.Live), (Columns.BillingHold, true))
        },
        {
            "CM015 Contoso: \"<cm_takeseffecton>\" (2026-06-16) es posterior a hoy. Indique hoy o un día anterior, o déjelo "
            + "vacío.",
            Change(In(Stage.Live), (Columns.TakesEffectOn, Day(6, 16)))
        },
        {
            "CM015 Contoso: \"<cm_takeseffecton>\" (1999-12-31) es anterior a 2000-01-01. Compruebe el año.",
            Change(In(Stage.Live), (Columns.TakesEffectOn, new System.DateTime(1999, 12, 31)))
        },
        {
            "CM015 Contoso no puede estar en [Live] desde el 2026-02-28: la última de las fechas de inicio e hitos es "
            + "2026-03-01. Indique ese día o uno posterior en \"<cm_takeseffecton>\", o corrija las fechas.",
            Enter(Stage.Live, Outside(), (Columns.TakesEffectOn, Day(2, 28)))
        },
        {
            "CM015 Contoso: un cambio con efecto desde el 2026-06-14, antes de hoy, exige un motivo. Escriba "
            + "el motivo de este cambio en \"<cm_stagechangereason>\" y guarde de nuevo.",
            Change(In(Stage.Live), (Columns.TakesEffectOn, Day(6, 14)))
        },
        {
            "CM015 Contoso: \"<cm_serviceendedon>\" (2026-06-13) termina días ya pasados, y eso exige un motivo. Escriba "
            + "el motivo de este cambio en \"<cm_stagechangereason>\" y guarde de nuevo.",
            Change(In(Stage.Live), (Columns.ServiceEndedOn, Day(6, 13)))
        },
    };

    [Theory, MemberData(nameof(SpanishRefusals), DisableDiscoveryEnumeration = true)]
    public void Every_refusal_is_told_in_Spanish_too(string expected, CustomerChange change) =>
        Assert.Equal(expected, Refusal(change, language: 3082));

    [Theory, InlineData(1033, "CM003 This customer can't"), InlineData(3082, "CM003 Este cliente no puede")]
    public void A_nameless_account_is_called_this_customer(int language, string begins) => Assert.StartsWith(
        begins, Refusal(Enter(Stage.Prospect, In(Stage.Live)), language, customer: " "),
        System.StringComparison.Ordinal);

    [Fact]
    public void Without_labels_columns_and_stages_go_by_their_own_names() => Assert.Equal(
        "\"cm_endreason\" in Closed", new Sentence(new("{cm_endreason} in {Closed}", "")).In(1033));

    [Fact]
    public void A_name_that_nobody_knows_is_a_mistake_of_ours() => Assert.Equal(
        "'{nobody}' in 'Ask {nobody}' is neither a column nor a stage.",
        Assert.Throws<System.FormatException>(() => new Sentence(new("Ask {nobody}", "")).In(1033)).Message);

    [Fact]
    public void A_sentence_knows_the_columns_that_it_names() => Assert.Equal(
        ["cm_endreason", "cm_registrationnumber", "cm_marketid", "cm_serviceownerid", "cm_billingtiming"],
        new Sentence(
            new("{0} {1} {2} {3} {4}", ""), Columns.EndReason, new[] { Columns.RegistrationNumber, Columns.Market },
            new Checklist(Stage.Readiness, [Columns.ServiceOwner]),
            new[] { new Checklist(Stage.Prospect, [Columns.BillingTiming]) }, Stage.Live)
            .Columns.Select(column => column.LogicalName));

    [Fact]
    public void Every_problem_has_a_line_of_its_own() => Assert.Equal(
        ["CM008", "CM009"],
        Refusal(Enter(Stage.Closed, In(Stage.Live), (Columns.BillingHold, true))).Split('\n')
            .Select(line => line[..5]));

    [Fact]
    public void A_customers_name_is_left_as_it_is() => Assert.StartsWith(
        "CM003 {0} {Live} & sons can't", Refusal(Enter(Stage.Prospect, In(Stage.Live)), customer: "{0} {Live} & sons"),
        System.StringComparison.Ordinal);

    /// <summary>Every wording that the assembly declares, rules and reasons alike.</summary>
    static IEnumerable<Wording> All =>
    [
        .. ServerRules.All.SelectMany(rule => new[] { rule.Says, rule.WhatToDo }),
        .. Billing.Statuses.Select(status => status.When),
        .. from type in typeof(Wording).Assembly.GetTypes()
           from wording in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
           where wording.FieldType == typeof(Wording)
           select (Wording)wording.GetValue(null)!,
    ];

    [Fact]
    public void Every_wording_is_translated_and_fills_in_the_same()
    {
        Assert.InRange(All.Count(), 40, 400);
        Assert.All(All, wording =>
        {
            Assert.NotEqual("", wording.English);
            Assert.NotEqual("", wording.Spanish);
            Assert.NotEqual(wording.English, wording.Spanish);
            Assert.Equal(InBraces(wording.English), InBraces(wording.Spanish));
        });
    }

    [Fact]
    public void What_stands_in_braces_is_a_column_a_stage_the_customer_or_a_value() => Assert.All(
        All.SelectMany(wording => InBraces(wording.English)).Distinct(),
        name => Assert.True(
            name == "customer" || name.All(char.IsAsciiDigit) || Columns.Named(name) is not null
            || Lifecycle.Stages.Any(stage => stage.Stage.ToString() == name), name));

    static string[] InBraces(string text) =>
        [.. Regex.Matches(text, @"\{(\w+)\}").Select(match => match.Groups[1].Value).Order()];
}
