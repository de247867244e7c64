using System;
using System.Linq;
using System.Reflection;
using CrmMilestones.Dataverse.Messages;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Which names of columns and stages a refusal takes where the person's language lacks some: an administrator may have
/// added labels, or taken them away. Here only: .NET Framework has no DispatchProxy.
/// </summary>
public class CallerLabelsTests
{
    const int English = 1033, Spanish = 3082, German = 1031, French = 1036;

    static readonly AttributeMetadata[] AccountColumns =
    [
        new PicklistAttributeMetadata
        {
            LogicalName = Columns.Stage,
            OptionSet = new OptionSetMetadata(
            [
                new(Text((Spanish, "Incorporación"), (English, "Onboarding")), (int)Stage.Onboarding),
                new(Text(), (int)Stage.Prospect),
            ]),
        },
        Named(Columns.Market, (Spanish, "Mercado"), (English, "Market"), (German, "Markt")),
        Named(Columns.PrimaryContact, (German, "Kontakt")),
        Named(Columns.AgreementSignedOn, (English, ""), (Spanish, "Firmado el")),
        Named(Columns.BillingModel),
    ];

    [Theory]
    [InlineData(
        English,
        "CM001 Contoso Dental can't enter Onboarding yet. Still needed: Prospect - Market, Kontakt, Firmado el, ")]
    [InlineData(
        Spanish,
        "CM001 Contoso Dental aún no puede pasar a Incorporación. Falta: Prospect - Mercado, Kontakt, Firmado el, ")]
    [InlineData(
        German,
        "CM001 Contoso Dental can't enter Onboarding yet. Still needed: Prospect - Markt, Kontakt, Firmado el, ")]
    [InlineData(
        French,
        "CM001 Contoso Dental can't enter Onboarding yet. Still needed: Prospect - Market, Kontakt, Firmado el, ")]
    [InlineData(
        null,
        "CM001 Contoso Dental can't enter Onboarding yet. Still needed: Prospect - Market, Kontakt, Firmado el, ")]
    public void A_name_comes_in_the_persons_language_else_in_English_else_in_any(int? language, string message) =>
        Assert.Equal($"{message}cm_billingmodel, cm_billingtiming.", Refusal(Crm(language)));

    [Fact]
    public void Nothing_is_asked_for_but_the_names_that_the_message_needs()
    {
        var crm = Crm(English);
        Refusal(crm);

        var query = ((Answers)(object)crm).Asked!.Query;
        Assert.Equal(["LogicalName Equals account"], query.Criteria.Conditions.Select(Worded));
        Assert.Equal(["Attributes"], query.Properties.PropertyNames);
        var columns = query.AttributeQuery;
        Assert.Equal(
            ["LogicalName", "DisplayName", "OptionSet"], columns.Properties.PropertyNames);
        var only = Assert.Single(columns.Criteria.Conditions);
        Assert.Equal(("LogicalName", MetadataConditionOperator.In), (only.PropertyName, only.ConditionOperator));
        Assert.Equal(
            [
                "cm_agreementsignedon", "cm_billingmodel", "cm_billingtiming", "cm_lifecyclestage", "cm_marketid",
                "primarycontactid",
            ],
            ((string[])only.Value).Order());
    }

    static string Worded(MetadataConditionExpression condition) =>
        $"{condition.PropertyName} {condition.ConditionOperator} {condition.Value}";

    static StringAttributeMetadata Named(Column column, params (int Language, string Text)[] names) =>
        new() { LogicalName = column, DisplayName = Text(names) };

    static Label Text(params (int Language, string Text)[] texts) =>
        new(null!, texts.Select(text => new LocalizedLabel(text.Text, text.Language)).ToArray());

    /// <summary>The words with which a customer is refused that is created in Onboarding with nothing filled.</summary>
    static string Refusal(IOrganizationService crm)
    {
        var target = new Entity("account")
        {
            ["name"] = "Contoso Dental",
            [Columns.Stage] = new OptionSetValue((int)Stage.Onboarding),
        };
        return Assert.Throws<InvalidPluginExecutionException>(() => HandMadeCreate.Plugin("CustomerSave").Execute(
            new Services(HandMadeCreate.ContextOf(target), new Factory(crm)))).Message;
    }

    static IOrganizationService Crm(int? language)
    {
        var crm = DispatchProxy.Create<IOrganizationService, Answers>();
        ((Answers)(object)crm).Language = language;
        return crm;
    }

    sealed class Services(IPluginExecutionContext context, IOrganizationServiceFactory factory) : IServiceProvider
    {
        public object GetService(Type serviceType) =>
            serviceType == typeof(IPluginExecutionContext) ? context : factory;
    }

    sealed class Factory(IOrganizationService service) : IOrganizationServiceFactory
    {
        public IOrganizationService CreateOrganizationService(Guid? userId) => service;
    }

    /// <summary>Answers the questions of a refused save; a person without a language has no settings.</summary>
    public class Answers : DispatchProxy
    {
        public int? Language { get; set; }

        public RetrieveMetadataChangesRequest? Asked { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (args![0] is RetrieveMetadataChangesRequest asked)
            {
                Asked = asked;
                EntityMetadata account = new();
                MetadataDescription.Set(account, "Attributes", AccountColumns);
                return new RetrieveMetadataChangesResponse
                {
                    Results = { ["EntityMetadata"] = new EntityMetadataCollection { account } },
                };
            }

            if (args[0] is QueryExpression { EntityName: "cm_stagerequirement" })
            {
                return new EntityCollection();
            }

            Assert.Equal("usersettings", ((QueryByAttribute)args[0]!).EntityName);
            return new EntityCollection(
                Language is { } language ? [new Entity("usersettings") { ["uilanguageid"] = language }] : []);
        }
    }
}
