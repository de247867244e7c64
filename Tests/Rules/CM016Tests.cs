using System;
using System.Linq;
using CrmMilestones.Plugins.Rules.Codes;
using CrmMilestones.Plugins.Rules.Documents;
using Xunit;
using static CrmMilestones.Tests.Rules.DocumentSample;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM016Tests
{
    const string OwnDocument =
        "CM016 Licence 2026 is checked by somebody other than its owner. Ask a colleague to set Verified or Rejected, or "
        + "to change customer, type or dates if it is verified already.";

    static string Refusal(DocumentChange change) =>
        string.Join("\n", new CM016DocumentsAreVerifiedByOthers().Check(change).Select(Say));

    [Fact]
    public void Another_person_verifies_and_rejects()
    {
        Assert.Equal("", Refusal(Save(Submitted, Submitted with { Status = DocumentStatus.Verified })));
        Assert.Equal("", Refusal(Save(Submitted, Submitted with { Status = DocumentStatus.Rejected })));
    }

    [Theory]
    [InlineData(DocumentStatus.Verified)]
    [InlineData(DocumentStatus.Rejected)]
    public void Neither_its_owner_nor_who_created_it_checks_a_document(DocumentStatus status)
    {
        Assert.Equal(OwnDocument, Refusal(Save(Submitted, Submitted with { Status = status }, by: Owner)));
        Assert.Equal(
            "CM016 Licence 2026 is checked by somebody other than the person who created it. Ask a colleague to set "
            + "Verified or Rejected, or to change customer, type or dates if it is verified already.",
            Refusal(Save(Submitted, Submitted with { Status = status }, by: Creator)));
    }

    [Fact]
    public void Who_takes_the_document_over_in_the_same_save_owns_it() => Assert.Equal(
        OwnDocument,
        Refusal(Save(Submitted, Submitted with { Status = DocumentStatus.Verified, Owner = Checker })));

    public static TheoryData<DocumentFacts> OtherDocuments() =>
    [
        Verified with { Account = Rep }, Verified with { Type = Contract }, Verified with { VerifiedOn = Day(3, 2) },
        Verified with { VerifiedOn = null },
    ];

    [Theory, MemberData(nameof(OtherDocuments), DisableDiscoveryEnumeration = true)]
    public void What_was_verified_is_changed_by_another_person_too(DocumentFacts sent)
    {
        Assert.Equal(OwnDocument, Refusal(Save(Verified, sent, by: Owner)));
        Assert.Equal("", Refusal(Save(Verified, sent)));
    }

    [Fact]
    public void Its_owner_may_hand_it_in_anew_and_rename_it()
    {
        Assert.Equal("", Refusal(Save(Verified, Verified with { Status = DocumentStatus.Submitted }, by: Owner)));
        Assert.Equal("", Refusal(Save(Verified, Verified with { Name = "Licence" }, by: Owner)));
        var rejected = Submitted with { Status = DocumentStatus.Rejected };
        Assert.Equal("", Refusal(Save(rejected, rejected with { Name = "Licence" }, by: Owner)));
    }

    [Theory]
    [InlineData(DocumentStatus.Verified)]
    [InlineData(DocumentStatus.Rejected)]
    public void A_document_is_not_created_as_checked(DocumentStatus status) => Assert.Equal(
        "CM016 Licence 2026 can't be created as Verified or Rejected, because whoever creates a document can't check it. "
        + "Create it as Requested or Submitted, and ask a colleague to check it.",
        Refusal(Save(null, Submitted with { Status = status, Creator = null })));

    [Fact]
    public void It_is_created_as_anything_else()
    {
        Assert.Equal("", Refusal(Save(null, Submitted)));
        Assert.Equal("", Refusal(Save(null, new())));
        Assert.Equal(
            "", Refusal(Save(null, Submitted with { Status = DocumentStatus.Expired, ExpiresOn = Day(6, 14) })));
    }

    /// <summary>The 16th of June has begun in Auckland, the 17th nowhere.</summary>
    [Fact]
    public void It_is_verified_on_no_day_to_come()
    {
        var sent = Submitted with { Status = DocumentStatus.Verified };
        Assert.Equal("", Refusal(Save(Submitted, sent with { VerifiedOn = Day(6, 16) })));
        Assert.Equal(
            "CM016 Licence 2026: \"Verified on\" (2026-06-17) lies in the future. Enter the day on which the document was "
            + "checked.",
            Refusal(Save(Submitted, sent with { VerifiedOn = Day(6, 17) })));
        Assert.Equal("", Refusal(Save(Submitted, sent with { VerifiedOn = new(2000, 1, 1) })));
        Assert.Equal(
            "CM016 Licence 2026: \"Verified on\" (1999-12-31) lies before 2000-01-01. Check the year.",
            Refusal(Save(Submitted, sent with { VerifiedOn = new(1999, 12, 31) })));
    }

    [Fact]
    public void It_is_expired_from_the_day_after_its_last_valid_one()
    {
        var before = Verified with { Type = Contract, ExpiresOn = Day(6, 14) };
        Assert.Equal("", Refusal(Save(before, before with { Status = DocumentStatus.Expired }, by: Owner)));
        before = before with { ExpiresOn = Day(6, 15) };
        Assert.Equal(
            "CM016 Licence 2026 can't be Expired: \"Expires on\" is 2026-06-15, and the document is valid on that day. "
            + "Leave it as it is, or choose Rejected if it doesn't count.",
            Refusal(Save(before, before with { Status = DocumentStatus.Expired })));
        before = before with { ExpiresOn = null };
        Assert.Equal(
            "CM016 Licence 2026 can't be Expired without a day in \"Expires on\" that has passed.",
            Refusal(Save(before, before with { Status = DocumentStatus.Expired })));
    }

    [Fact]
    public void What_has_expired_does_not_become_valid_by_another_day()
    {
        var expired = Verified with { Status = DocumentStatus.Expired, ExpiresOn = Day(6, 1) };
        Assert.Equal("", Refusal(Save(expired, expired, by: Owner)));
        Assert.StartsWith(
            "CM016 Licence 2026 can't be Expired: \"Expires on\" is 2026-07-01",
            Refusal(Save(expired, expired with { ExpiresOn = Day(7, 1) })), StringComparison.Ordinal);
    }

    /// <summary>Written past the plug-ins: left alone until it is changed.</summary>
    [Fact]
    public void What_was_stored_otherwise_stays_editable()
    {
        var before = Verified with { VerifiedOn = new(1990, 1, 1), VerifiedBy = Owner };
        Assert.Equal("", Refusal(Save(before, before with { Name = "Licence" }, by: Owner)));
        var expired = Verified with { Status = DocumentStatus.Expired };
        Assert.Equal("", Refusal(Save(expired, expired with { Name = "Licence" }, by: Owner)));
    }

    [Fact]
    public void A_document_without_a_name_is_called_this_document() => Assert.StartsWith(
        "CM016 This document is checked by",
        Refusal(Save(Submitted, Submitted with { Status = DocumentStatus.Verified, Name = " " }, by: Owner)),
        StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_is_named_at_once() => Assert.Equal(
        2,
        Refusal(Save(
            Submitted, Submitted with { Status = DocumentStatus.Verified, VerifiedOn = Day(6, 17) }, by: Owner))
            .Split('\n').Length);

    public static TheoryData<string, DocumentChange> SpanishRefusals() => new()
    {
        {
            "CM016 Licence 2026 lo comprueba alguien que no sea su propietario. Pida a un compañero que lo marque como "
            + "Verificado o Rechazado, o que cambie el cliente, el tipo o las fechas si ya está verificado.",
            Save(Submitted, Submitted with { Status = DocumentStatus.Verified }, by: Owner)
        },
        {
            "CM016 Licence 2026 lo comprueba alguien que no sea quien lo creó. Pida a un compañero que lo marque como "
            + "Verificado o Rechazado, o que cambie el cliente, el tipo o las fechas si ya está verificado.",
            Save(Submitted, Submitted with { Status = DocumentStatus.Verified }, by: Creator)
        },
        {
            "CM016 Este documento no se puede crear como Verificado ni Rechazado, porque quien crea un documento no puede "
            + "comprobarlo. Créelo como Solicitado o Presentado y pida a un compañero que lo compruebe.",
            Save(null, Submitted with { Status = DocumentStatus.Rejected, Name = null })
        },
        {
            "CM016 Licence 2026: \"Verificado el\" (2026-06-17) es una fecha futura. Indique el día en que se comprobó el "
            + "documento.",
            Save(Submitted, Submitted with { Status = DocumentStatus.Verified, VerifiedOn = Day(6, 17) })
        },
        {
            "CM016 Licence 2026: \"Verificado el\" (1999-12-31) es anterior a 2000-01-01. Compruebe el año.",
            Save(Submitted, Submitted with { Status = DocumentStatus.Verified, VerifiedOn = new(1999, 12, 31) })
        },
        {
            "CM016 Licence 2026 no puede pasar a Caducado: \"Caduca el\" es 2027-03-01, y el documento es válido ese día. "
            + "Déjelo como está, o elija Rechazado si no cuenta.",
            Save(Verified, Verified with { Status = DocumentStatus.Expired })
        },
        {
            "CM016 Licence 2026 no puede pasar a Caducado sin un día en \"Caduca el\" que ya haya pasado.",
            Save(Submitted, Submitted with { Status = DocumentStatus.Expired })
        },
    };

    [Theory, MemberData(nameof(SpanishRefusals), DisableDiscoveryEnumeration = true)]
    public void It_is_said_in_Spanish_too(string refusal, DocumentChange change) => Assert.Equal(
        refusal, SayInSpanish(new CM016DocumentsAreVerifiedByOthers().Check(change).Single()));
}
