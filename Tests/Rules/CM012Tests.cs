using System;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM012Tests
{
    static readonly HeldDocument Valid = new(DocumentStatus.Verified, ExpiresOn: null);

    static RequiredDocument Licence(params HeldDocument[] held) => new("Business licence", held);

    static CustomerChange Dated(CustomerFacts before, params RequiredDocument[] required) => new(
        before, Row((Columns.DocumentsSubmittedOn, Day(6, 1))), Now, Rep)
    {
        ReadDocuments = _ => required,
    };

    static string Refused(string documents) =>
        "CM012 Contoso: \"<cm_documentssubmittedon>\" can't be dated yet. Documents still needed: " + documents
        + ". Have each of them handed in and verified first.";

    public static TheoryData<string, HeldDocument[]> Lacks() => new()
    {
        { "missing", [] },
        { "missing", [new(DocumentStatus.Requested, null)] },
        { "not verified", [new(DocumentStatus.Submitted, null)] },
        { "rejected", [new(DocumentStatus.Rejected, null)] },
        { "rejected", [new(DocumentStatus.Requested, null), new(DocumentStatus.Rejected, Day(12, 31))] },
        { "expired on 2026-06-14", [new(DocumentStatus.Verified, Day(6, 14))] },
        { "expired on 2026-05-31", [new(DocumentStatus.Expired, Day(5, 31))] },
        { "expired", [new(DocumentStatus.Expired, null)] },
        {
            "expired on 2026-06-14",
            [
                new(DocumentStatus.Rejected, Day(12, 31)), new(DocumentStatus.Expired, Day(3, 1)),
                new(DocumentStatus.Verified, Day(6, 14)), new(DocumentStatus.Expired, Day(4, 1)),
            ]
        },
        // A new one waits: who is to do something is the verifier.
        {
            "not verified", [new(DocumentStatus.Verified, Day(6, 14)), new(DocumentStatus.Submitted, null),
                new(DocumentStatus.Rejected, null)]
        },
    };

    [Theory, MemberData(nameof(Lacks), DisableDiscoveryEnumeration = true)]
    public void A_required_document_is_named_with_what_is_the_matter(string lack, HeldDocument[] held) => Assert.Equal(
        Refused($"Business licence ({lack})"), Refusal(Dated(In(Stage.Compliance), Licence(held))));

    [Fact]
    public void All_of_them_are_named_at_once() => Assert.Equal(
        Refused("Business licence (missing), Insurance (expired on 2026-06-01), Tax clearance (rejected)"),
        Refusal(Dated(
            In(Stage.Compliance), Licence(), new RequiredDocument("Agreement", [Valid]),
            new("Insurance", [new(DocumentStatus.Verified, Day(6, 1))]),
            new("Tax clearance", [new(DocumentStatus.Rejected, null)]))));

    public static TheoryData<HeldDocument[]> Held() =>
    [
        [Valid], [new(DocumentStatus.Verified, Day(6, 15))], [new(DocumentStatus.Verified, Day(12, 31))],
        [new(DocumentStatus.Expired, Day(3, 1)), new(DocumentStatus.Rejected, null), Valid],
    ];

    /// <summary>The last valid day still counts.</summary>
    [Theory, MemberData(nameof(Held), DisableDiscoveryEnumeration = true)]
    public void One_that_is_verified_and_valid_is_enough(HeldDocument[] held) =>
        Assert.Equal("", Refusal(Dated(In(Stage.Compliance), Licence(held))));

    [Fact]
    public void The_day_is_that_of_the_market()
    {
        var inAuckland = new CustomerChange(
            In(Stage.Compliance), Row((Columns.DocumentsSubmittedOn, Day(6, 1))),
            new(Now.UtcNow, () => Day(6, 16)), Rep)
        {
            ReadDocuments = _ => [Licence(new HeldDocument(DocumentStatus.Verified, Day(6, 15)))],
        };
        Assert.Equal(Refused("Business licence (expired on 2026-06-15)"), Refusal(inAuckland));
    }

    [Fact]
    public void Where_nothing_is_required_nothing_is_needed()
    {
        Assert.Equal("", Refusal(Dated(In(Stage.Compliance))));
        Assert.Equal("", Refusal(Change(In(Stage.Compliance), (Columns.DocumentsSubmittedOn, Day(6, 1)))));
    }

    /// <summary>The day costs a read where the market has a zone.</summary>
    [Fact]
    public void Documents_without_a_last_day_ask_for_no_day()
    {
        var change = new CustomerChange(
            In(Stage.Compliance), Row((Columns.DocumentsSubmittedOn, Day(6, 1))),
            new(Now.UtcNow, () => throw new InvalidOperationException()), Rep)
        {
            ReadDocuments = _ => [Licence(Valid), Licence(new HeldDocument(DocumentStatus.Submitted, null))],
        };
        Assert.Equal(Refused("Business licence (not verified)"), Refusal(change));
    }

    [Fact]
    public void A_correction_of_the_milestone_is_judged_and_a_later_expiry_is_not()
    {
        var live = In(Stage.Live);
        Assert.Equal(Refused("Business licence (missing)"), Refusal(Dated(live, Licence())));
        Assert.Equal("", Refusal(Asking(live, Row((Columns.RegistrationNumber, "N")))));
        Assert.Equal(
            "", Refusal(Asking(live, Row((Columns.DocumentsSubmittedOn, live[Columns.DocumentsSubmittedOn])))));
    }

    /// <summary>The way for migrations: accounts without a stage, documents, then the stage.</summary>
    [Fact]
    public void What_a_record_brings_into_the_lifecycle_is_judged_and_outside_nothing_is_asked()
    {
        Assert.Equal(
            Refused("Business licence (missing)"),
            Refusal(new(Outside(), Row((Columns.Stage, (int)Stage.Live)), Now, Rep)
            {
                ReadDocuments = _ => [Licence()],
            }));
        Assert.Equal("", Refusal(Asking(Row(), Row((Columns.DocumentsSubmittedOn, Day(6, 1))))));
    }

    [Fact]
    public void Going_back_empties_the_milestone_and_asks_for_nothing() => Assert.Equal(
        "",
        Refusal(Asking(In(Stage.Live), Row(
            (Columns.Stage, (int)Stage.Compliance), (Columns.StageChangeReason, "Licence ran out")))));

    /// <summary>A save that must not ask.</summary>
    static CustomerChange Asking(CustomerFacts before, CustomerFacts submitted) => new(before, submitted, Now, Rep)
    {
        ReadDocuments = _ => throw new InvalidOperationException("asked"),
    };

    public static TheoryData<string, HeldDocument[]> SpanishLacks() => new()
    {
        { "falta", [] },
        { "sin verificar", [new(DocumentStatus.Submitted, null)] },
        { "rechazado", [new(DocumentStatus.Rejected, null)] },
        { "caducado", [new(DocumentStatus.Expired, null)] },
        { "caducado el 2026-06-14", [new(DocumentStatus.Verified, Day(6, 14))] },
    };

    [Theory, MemberData(nameof(SpanishLacks), DisableDiscoveryEnumeration = true)]
    public void It_is_said_in_Spanish_too(string lack, HeldDocument[] held) => Assert.Equal(
        "CM012 Contoso: \"<cm_documentssubmittedon>\" aún no puede tener fecha. Documentos pendientes: Business licence "
        + $"({lack}). Antes hay que presentar y verificar cada uno.",
        Refusal(Dated(In(Stage.Compliance), Licence(held)), language: 3082));
}
