using System.Collections.Generic;
using static CrmMilestones.Packaging.Platform.PlatformColumn;
using static CrmMilestones.Packaging.Platform.PlatformTable;

namespace CrmMilestones.Packaging.Platform;

/// <summary>Customers and what belongs to them.</summary>
static class BusinessTables
{
    internal static IReadOnlyList<PlatformTable> All { get; } =
    [
        Table("Account", "accounts", "UserOwned", "Name",
        [
            Text("Name", 160) with { Label = "Account Name", SpanishLabel = "Nombre de cuenta", IsRequired = true },
            Text("AccountNumber", 20), Text("Telephone1", 50) with { Label = "Main Phone", Format = "phone" },
            Text("EMailAddress1", 100) with { Label = "Email", Format = "email" },
            Text("WebSiteURL", 200) with { Label = "Website", Format = "url" },
            Memo("Description", 2000), Text("Address1_Line1", 250),
            Text("Address1_City", 80) with { Label = "Address 1: City" },
            Text("Address1_StateOrProvince", 50) with { Label = "Address 1: State/Province" },
            Text("Address1_Country", 80) with { Label = "Address 1: Country/Region" },
            Text("Address1_PostalCode", 20),
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
                Label = "Primary Contact", SpanishLabel = "Contacto principal",
            },
            Lookup("ParentAccountId", "account"),
            Computed(Lookup("MasterId", "account")), Computed(YesNo("Merged")),
            Id("ProcessId"), Id("StageId"), Text("TraversedPath", 1250),
            .. States(), .. Owners(), .. Imports(),
        ]),
        Table("Contact", "contacts", "UserOwned", "FullName",
        [
            Text("FullName", 160), Text("FirstName", 50), Text("LastName", 50) with { IsRequired = true },
            Text("JobTitle", 100), Text("EMailAddress1", 100) with { Label = "Email", Format = "email" },
            Text("Telephone1", 50) with { Format = "phone" },
            Lookup("ParentCustomerId", "account", "contact"),
            .. States(), .. Owners(), .. Imports(),
        ]),
        Table("TransactionCurrency", "transactioncurrencies", "OrgOwned", "CurrencyName",
        [
            Text("CurrencyName", 100), Text("ISOCurrencyCode", 5), Text("CurrencySymbol", 13),
            WholeNumber("CurrencyPrecision", 0, 4),
            DecimalNumber("ExchangeRate", 0.000000000001m, 100_000_000_000m, 12),
            .. States(), .. Imports(),
        ]),
    ];
}
