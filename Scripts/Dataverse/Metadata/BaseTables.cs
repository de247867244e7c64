using System.Collections.Generic;
using System.Linq;
using static CrmMilestones.Dataverse.Metadata.BaseColumns;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>
/// The platform's own tables, as far as solutions, their tests and the demo need them. Simplified: solution components
/// (workflow, savedquery, plug-in registrations) are owned by the organization. Labels are English, except those that
/// the solution's own messages quote.
/// </summary>
static class BaseTables
{
    const int Unlimited = 1_073_741_823;

    internal static MetadataCatalog CreateCatalog()
    {
        TableDefinition[] tables = [.. Business(), .. People(), .. Components()];
        return new(tables, [], tables.SelectMany(Relationships));
    }

    static IEnumerable<TableDefinition> Business() =>
    [
        Define("Account", "accounts", Ownership.User, "Name",
        [
            Text("Name", 160) with { DisplayName = new([new(1033, "Account Name"), new(3082, "Nombre de cuenta")]) },
            Text("AccountNumber", 20), Text("Telephone1", 50),
            Text("EMailAddress1", 100) with { DisplayName = "Email" }, Text("WebSiteURL", 200),
            Memo("Description", 2000), Text("Address1_Line1", 250), Text("Address1_City", 80),
            Text("Address1_Country", 80), Text("Address1_PostalCode", 20),
            Currency("Revenue", 0, 100_000_000_000_000), Currency("CreditLimit", 0, 100_000_000_000_000),
            Lookup("TransactionCurrencyId", "transactioncurrency"),
            Computed(DecimalNumber("ExchangeRate", 0.000000000001m, 100_000_000_000m, 12)),
            WholeNumber("NumberOfEmployees", 0, 1_000_000_000), YesNo("CreditOnHold"),
            Choice("AccountCategoryCode", 1, "Preferred Customer", "Standard"),
            Choice("CustomerTypeCode", 1, "Competitor", "Consultant", "Customer", "Investor", "Partner", "Influencer",
                "Press", "Prospect", "Reseller", "Supplier", "Vendor", "Other"),
            Choice("IndustryCode", 1, "Accounting", "Agriculture and Non-petrol Natural Resource Extraction",
                "Broadcasting Printing and Publishing", "Brokers", "Building Supply Retail", "Business Services",
                "Consulting", "Consumer Services", "Design, Direction and Creative Management",
                "Distributors, Dispatchers and Processors", "Doctor's Offices and Clinics", "Durable Manufacturing",
                "Eating and Drinking Places", "Entertainment Retail", "Equipment Rental and Leasing", "Financial",
                "Food and Tobacco Processing", "Inbound Capital Intensive Processing", "Inbound Repair and Services",
                "Insurance", "Legal Services", "Non-Durable Merchandise Retail", "Outbound Consumer Service",
                "Petrochemical Extraction and Distribution", "Service Retail", "SIG Affiliations", "Social Services",
                "Special Outbound Trade Contractors", "Specialty Realty", "Transportation",
                "Utility Creation and Distribution", "Vehicle Retail", "Wholesale"),
            Lookup("PrimaryContactId", "contact") with
            {
                DisplayName = new([new(1033, "Primary Contact"), new(3082, "Contacto principal")]),
            },
            Lookup("ParentAccountId", "account"),
            Computed(Lookup("MasterId", "account")), Computed(YesNo("Merged")),
            Id("ProcessId"), Id("StageId"), Text("TraversedPath", 1250),
            .. States(), .. Owners(), .. Imports(),
        ]),
        Define("Contact", "contacts", Ownership.User, "FullName",
        [
            Text("FullName", 160), Text("FirstName", 50), Text("LastName", 50), Text("JobTitle", 100),
            Text("EMailAddress1", 100) with { DisplayName = "Email" }, Text("Telephone1", 50),
            Lookup("ParentCustomerId", "account", "contact"),
            .. States(), .. Owners(), .. Imports(),
        ]),
        Define("TransactionCurrency", "transactioncurrencies", Ownership.Organization, "CurrencyName",
        [
            Text("CurrencyName", 100), Text("ISOCurrencyCode", 5), Text("CurrencySymbol", 13),
            WholeNumber("CurrencyPrecision", 0, 4),
            DecimalNumber("ExchangeRate", 0.000000000001m, 100_000_000_000m, 12),
            .. States(), .. Imports(),
        ]),
    ];

    static IEnumerable<TableDefinition> People() =>
    [
        Define("Organization", "organizations", Ownership.Organization, "Name",
            [Text("Name", 160), WholeNumber("LanguageCode"), Lookup("BaseCurrencyId", "transactioncurrency")]),
        Define("BusinessUnit", "businessunits", Ownership.BusinessUnit, "Name",
        [
            Text("Name", 160), Lookup("ParentBusinessUnitId", "businessunit"), Lookup("OrganizationId", "organization"),
            YesNo("IsDisabled"),
        ]),
        Define("SystemUser", "systemusers", Ownership.BusinessUnit, "FullName",
        [
            Text("FullName", 200), Text("FirstName", 256), Text("LastName", 256), Text("InternalEMailAddress", 100),
            Text("DomainName", 1024), Lookup("BusinessUnitId", "businessunit"), YesNo("IsDisabled"),
        ]),
        Define("UserSettings", "usersettingscollection", Ownership.BusinessUnit, null,
            [WholeNumber("UILanguageId"), WholeNumber("TimeZoneCode"), Lookup("BusinessUnitId", "businessunit")],
            id: "SystemUserId"),
        Define("Team", "teams", Ownership.BusinessUnit, "Name",
        [
            Text("Name", 160), Lookup("BusinessUnitId", "businessunit"), Lookup("AdministratorId", "systemuser"),
            YesNo("IsDefault"), Choice("TeamType", 0, "Owner", "Access", "Security Group", "Office Group"),
        ]),
        Define("Role", "roles", Ownership.BusinessUnit, "Name",
            [Text("Name", 100), Lookup("BusinessUnitId", "businessunit"), .. OfSolution()]),
        Define("SystemUserRoles", "systemuserrolescollection", Ownership.None, null,
            [Id("SystemUserId"), Id("RoleId")], id: "SystemUserRoleId"),
        Define("TeamMembership", "teammemberships", Ownership.None, null,
            [Id("TeamId"), Id("SystemUserId")], id: "TeamMembershipId"),
    ];

    static IEnumerable<TableDefinition> Components() =>
    [
        Define("Solution", "solutions", Ownership.Organization, "FriendlyName",
        [
            Text("FriendlyName", 256), Text("UniqueName", 65), Text("Version", 256), YesNo("IsManaged"),
            DateAndTime("InstalledOn"),
        ]),
        Define("Workflow", "workflows", Ownership.Organization, "Name",
        [
            Text("Name", 100), Text("UniqueName", 128), Text("PrimaryEntity", 128), WholeNumber("ProcessOrder"),
            Choice("Category", 0, "Workflow", "Dialog", "Business Rule", "Action", "Business Process Flow"),
            Choice("Type", 1, "Definition", "Activation", "Template"),
            .. States("Draft", "Activated"), .. OfSolution(),
        ]),
        Define("ProcessStage", "processstages", Ownership.Organization, "StageName",
        [
            Text("StageName", 100), Lookup("ProcessId", "workflow"), Text("PrimaryEntityTypeCode", 128),
            Lookup("ParentProcessStageId", "processstage"), Computed(Memo("ClientData", Unlimited)),
            Choice("StageCategory", 0,
                "Qualify", "Develop", "Propose", "Close", "Identify", "Research", "Resolve", "Approval"),
        ]),
        Define("SavedQuery", "savedqueries", Ownership.Organization, "Name",
        [
            Text("Name", 200), Text("ReturnedTypeCode", 128), Memo("FetchXml", Unlimited), Memo("LayoutXml", Unlimited),
            WholeNumber("QueryType", 0), YesNo("IsDefault"), .. States(), .. OfSolution(),
        ]),
        Define("PluginAssembly", "pluginassemblies", Ownership.Organization, "Name",
        [
            Text("Name", 256), Text("Version", 48), Text("Culture", 32), Text("PublicKeyToken", 32),
            Memo("Content", Unlimited), Choice("IsolationMode", 1, "None", "Sandbox", "External"), .. OfSolution(),
        ]),
        Define("PluginType", "plugintypes", Ownership.Organization, "Name",
        [
            Text("Name", 256), Text("TypeName", 256), Text("FriendlyName", 256),
            Lookup("PluginAssemblyId", "pluginassembly"), .. OfSolution(),
        ]),
        Define("SdkMessage", "sdkmessages", Ownership.Organization, "Name", [Text("Name", 256)]),
        Define("SdkMessageProcessingStep", "sdkmessageprocessingsteps", Ownership.Organization, "Name",
        [
            Text("Name", 256), Lookup("SdkMessageId", "sdkmessage"), Lookup("PluginTypeId", "plugintype"),
            WholeNumber("Rank", 0), Memo("FilteringAttributes", 100_000), Memo("Configuration", Unlimited),
            Choice("Mode", 0, "Synchronous", "Asynchronous"),
            Choice("Stage", 10) with
            {
                Options =
                [
                    new(10, "Pre-validation"), new(20, "Pre-operation"), new(30, "Main Operation"),
                    new(40, "Post-operation"),
                ],
            },
            .. States("Enabled", "Disabled"), .. OfSolution(),
        ]),
        Define("SdkMessageProcessingStepImage", "sdkmessageprocessingstepimages", Ownership.Organization, "Name",
        [
            Text("Name", 256), Text("EntityAlias", 256), Text("MessagePropertyName", 256), Memo("Attributes", 100_000),
            Choice("ImageType", 0, "PreImage", "PostImage", "Both"),
            Lookup("SdkMessageProcessingStepId", "sdkmessageprocessingstep"), .. OfSolution(),
        ]),
    ];

    /// <summary>The solution a component came with; a plain identifier on the platform too.</summary>
    static IEnumerable<ColumnDefinition> OfSolution() => [Computed(Id("SolutionId")), Computed(YesNo("IsManaged"))];

    static TableDefinition Define(
        string name, string setName, Ownership ownership, string? primaryName, IEnumerable<ColumnDefinition> columns,
        string? id = null)
    {
        var primaryId = Id(id ?? name + "Id");
        return new([primaryId with { IsValidForUpdate = false }, .. columns, .. Stamps()])
        {
            LogicalName = Logical(name),
            SchemaName = name,
            EntitySetName = setName,
            PrimaryIdColumn = primaryId.LogicalName,
            PrimaryNameColumn = primaryName is null ? null : Logical(primaryName),
            Ownership = ownership,
            DisplayName = primaryId.DisplayName,
            CollectionName = setName,
        };
    }

    /// <summary>One relationship per lookup and target; what people set is emptied when its target goes.</summary>
    static IEnumerable<RelationshipDefinition> Relationships(TableDefinition table) =>
        from column in table.Columns
        where column.Type == ColumnType.Lookup
        from target in column.Targets
        select new RelationshipDefinition(
            $"{target}_{table.LogicalName}_{column.LogicalName}", target, table.LogicalName, column.LogicalName,
            column.IsValidForUpdate ? CascadeDelete.RemoveLink : CascadeDelete.NoCascade);
}
