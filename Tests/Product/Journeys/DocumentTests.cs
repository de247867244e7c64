using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Documents and who checks them (CM016), on every channel.</summary>
public sealed class DocumentTests : IDisposable
{
    const string OwnDocument = "CM016 Licence 2026 is checked by somebody other than its owner.";

    readonly Crm _crm = new();
    readonly Guid _account;
    readonly Guid _type;
    readonly Guid _innocent;

    public DocumentTests()
    {
        _account = _crm.CustomerIn(Stage.Compliance);
        _type = _crm.RequireDocument("Business licence", validMonths: 12);
        _innocent = _crm.HandIn(_account, _type);
    }

    public void Dispose() => _crm.Dispose();

    /// <summary>How a save reaches the server.</summary>
    public enum Channel
    {
        /// <summary>A form sends what was edited.</summary>
        Form,

        /// <summary>PATCH with a key.</summary>
        WebApi,

        /// <summary>The second row of an UpdateMultiple; the first is innocent and must be rolled back too.</summary>
        Bulk,

        /// <summary>An exported sheet comes back with every column.</summary>
        ReimportedSheet,
    }

    public static TheoryData<Channel> Channels() =>
        [Channel.Form, Channel.WebApi, Channel.Bulk, Channel.ReimportedSheet];

    [Theory, MemberData(nameof(Channels))]
    public void A_colleague_verifies_and_the_server_says_who_when_and_until_when(Channel channel)
    {
        var document = _crm.HandIn(_account, _type);
        Send(channel, document, _crm.Colleague, DocumentStatus.Verified.Status());
        Assert.Equal(
            (DocumentStatus.Verified, Today, Today.AddMonths(12), (Guid?)_crm.Colleague), _crm.State(document));
    }

    [Theory, MemberData(nameof(Channels))]
    public void Its_owner_does_not(Channel channel)
    {
        var document = _crm.HandIn(_account, _type);
        var message = _crm.Refused(() => Send(channel, document, _crm.Rep, DocumentStatus.Verified.Status()));
        Assert.StartsWith(OwnDocument, message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_whose_status_is_emptied_is_no_longer_verified()
    {
        var document = _crm.HandIn(_account, _type);
        Send(Channel.Form, document, _crm.Colleague, DocumentStatus.Verified.Status());
        Send(Channel.Form, document, _crm.Rep, "cm_status".To(null));
        var stored = _crm.Host.System.Retrieve("cm_customerdocument", document, new ColumnSet(true));
        Assert.Null(stored.GetAttributeValue<EntityReference>("cm_verifiedbyid"));
        Assert.Null(stored.GetAttributeValue<DateTime?>("cm_verifiedon"));
        Assert.Null(stored.GetAttributeValue<DateTime?>("cm_expireson"));
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_caller_cannot_name_another_verifier(Channel channel)
    {
        var document = _crm.HandIn(_account, _type);
        var rep = "cm_verifiedbyid".To(new EntityReference("systemuser", _crm.Rep));
        Send(channel, document, _crm.Rep, rep, "cm_verifiedon".To(Today));
        Assert.Equal((DocumentStatus.Submitted, null, null, null), _crm.State(document));

        Send(channel, document, _crm.Colleague, DocumentStatus.Verified.Status(), rep);
        Send(channel, document, _crm.Rep, rep);
        Assert.Equal(_crm.Colleague, _crm.State(document).VerifiedBy);
    }

    [Theory, MemberData(nameof(Channels))]
    public void A_last_day_is_not_put_off_by_its_owner(Channel channel)
    {
        var type = _crm.RequireDocument("Service agreement");
        var document = _crm.HandIn(_account, type, "cm_expireson".To(Today.AddDays(9)));
        _crm.Check(document, DocumentStatus.Verified.Status());
        Assert.Equal(Today.AddDays(9), _crm.State(document).ExpiresOn);
        Assert.StartsWith(
            OwnDocument,
            _crm.Refused(() => Send(channel, document, _crm.Rep, "cm_expireson".To(Today.AddDays(99)))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Who_created_it_does_not_verify_it_though_another_owns_it()
    {
        var document = _crm.HandIn(_account, _type, "ownerid".To(new EntityReference("systemuser", _crm.Colleague)));
        Assert.StartsWith(
            "CM016 Licence 2026 is checked by somebody other than the person who created it.",
            _crm.Refused(() => _crm.AsRep.Update(
                Documents.Document(document, DocumentStatus.Verified.Status()))), StringComparison.Ordinal);
        Assert.StartsWith(
            "CM016 Licence 2026 lo comprueba alguien que no sea su propietario.",
            _crm.Refused(() => _crm.Check(document, DocumentStatus.Verified.Status())), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_hands_it_over_in_the_same_save_verifies_it()
    {
        var document = _crm.HandIn(
            _account, _type, "ownerid".To(new EntityReference("systemuser", _crm.Colleague)));
        _crm.Check(
            document, DocumentStatus.Verified.Status(), "ownerid".To(new EntityReference("systemuser", _crm.Rep)));
        Assert.Equal(_crm.Colleague, _crm.State(document).VerifiedBy);
    }

    [Fact]
    public void It_is_not_created_as_verified_alone_or_in_bulk()
    {
        const string Refusal = "CM016 Licence 2026 can't be created as Verified or Rejected";
        Assert.StartsWith(
            Refusal, _crm.Refused(() => _crm.HandIn(_account, _type, DocumentStatus.Verified.Status())),
            StringComparison.Ordinal);
        var rows = new EntityCollection(
        [
            Row(DocumentStatus.Requested), Row(DocumentStatus.Verified),
        ])
        { EntityName = Documents.Table };
        Assert.StartsWith(
            Refusal,
            _crm.Refused(() => _crm.AsRep.Execute(new CreateMultipleRequest { Targets = rows })),
            StringComparison.Ordinal);

        Entity Row(DocumentStatus status) => Documents.Document(
            Guid.Empty, "cm_name".To("Licence 2026"), "cm_accountid".To(new EntityReference("account", _account)),
            "cm_documenttypeid".To(new EntityReference("cm_documenttype", _type)), status.Status());
    }

    /// <summary>
    /// The import wizard creates the rows with what isn't an optional lookup, and fills in the others in a second pass:
    /// a document's customer and type are required, its verifier is the optional one.
    /// </summary>
    [Fact]
    public void Two_passes_of_the_import_wizard_leave_documents_to_be_verified_and_a_second_import_verifies_them()
    {
        var document = _crm.HandIn(_account, _type, "cm_submittedon".To(Today.AddDays(-40)));
        _crm.AsRep.Update(Documents.Document(
            document, "cm_verifiedbyid".To(new EntityReference("systemuser", _crm.Rep))));
        Assert.Equal((DocumentStatus.Submitted, null, null, null), _crm.State(document));

        _crm.Check(document, DocumentStatus.Verified.Status(), "cm_verifiedon".To(Today.AddDays(-30)));
        Assert.Equal(
            (DocumentStatus.Verified, Today.AddDays(-30), Today.AddDays(-30).AddMonths(12), (Guid?)_crm.Colleague),
            _crm.State(document));
    }

    [Fact]
    public void It_is_expired_when_its_last_day_has_passed_and_not_before()
    {
        var document = _crm.HandIn(_account, _crm.RequireDocument("Service agreement"));
        _crm.Check(document, DocumentStatus.Verified.Status(), "cm_expireson".To(Today));
        Assert.StartsWith(
            "CM016 Licence 2026 can't be Expired: \"Expires on\" is ",
            _crm.Refused(() => Send(Channel.Form, document, _crm.Rep, DocumentStatus.Expired.Status())),
            StringComparison.Ordinal);

        _crm.Check(document, "cm_expireson".To(Today.AddDays(-1)));
        Send(Channel.Form, document, _crm.Rep, DocumentStatus.Expired.Status());
        Assert.Equal(
            (DocumentStatus.Expired, Today, Today.AddDays(-1), (Guid?)_crm.Colleague), _crm.State(document));
    }

    /// <summary>Whatever updates the platform makes of it, the documents keep who verified them.</summary>
    [Fact]
    public void Documents_of_an_account_that_is_merged_away_stay_verified()
    {
        var other = _crm.CustomerIn(Stage.Compliance);
        var document = _crm.HandIn(other, _type);
        _crm.Check(document, DocumentStatus.Verified.Status());
        _crm.AsRep.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", _account),
            ["SubordinateId"] = other,
            ["UpdateContent"] = new Entity("account"),
            ["PerformParentingChecks"] = false,
        });
        Assert.Equal(_account, _crm.Document(document).GetAttributeValue<EntityReference>("cm_accountid").Id);
        Assert.Equal(
            (DocumentStatus.Verified, Today, Today.AddMonths(12), (Guid?)_crm.Colleague), _crm.State(document));
    }

    void Send(Channel channel, Guid document, Guid by, params KeyValuePair<string, object?>[] change)
    {
        var service = _crm.Host.ServiceFor(by);
        var row = Documents.Document(document, change);
        switch (channel)
        {
            case Channel.Form:
                service.Update(row);
                break;

            case Channel.WebApi:
                service.Execute(new UpsertRequest { Target = row });
                break;

            case Channel.Bulk:
                service.Execute(new UpdateMultipleRequest
                {
                    Targets = new EntityCollection(
                        [Documents.Document(_innocent, "cm_name".To("Renamed")), row])
                    { EntityName = Documents.Table },
                });
                break;

            default:
                var sheet = _crm.Document(document);
                string[] exported =
                [
                    "cm_name", "cm_accountid", "cm_documenttypeid", "cm_status", "cm_submittedon", "cm_verifiedon",
                    "cm_verifiedbyid", "cm_expireson",
                ];
                service.Update(Documents.Document(
                    document,
                    [.. exported.Select(column => column.To(sheet.GetAttributeValue<object>(column))), .. change]));
                break;
        }
    }
}
