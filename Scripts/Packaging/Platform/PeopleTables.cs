using System.Collections.Generic;
using static CrmMilestones.Packaging.Platform.PlatformColumn;
using static CrmMilestones.Packaging.Platform.PlatformTable;

namespace CrmMilestones.Packaging.Platform;

/// <summary>The organization, its people and what they may do.</summary>
static class PeopleTables
{
    internal static IReadOnlyList<PlatformTable> All { get; } =
    [
        Table("Organization", "organizations", "OrgOwned", "Name",
            [Text("Name", 160), WholeNumber("LanguageCode"), Lookup("BaseCurrencyId", "transactioncurrency")]),
        Table("BusinessUnit", "businessunits", "BusinessOwned", "Name",
        [
            Text("Name", 160), Lookup("ParentBusinessUnitId", "businessunit"), Lookup("OrganizationId", "organization"),
            YesNo("IsDisabled"),
        ]),
        Table("SystemUser", "systemusers", "BusinessOwned", "FullName",
        [
            Text("FullName", 200), Text("FirstName", 256), Text("LastName", 256), Text("InternalEMailAddress", 100),
            Text("DomainName", 1024), Lookup("BusinessUnitId", "businessunit"), YesNo("IsDisabled"),
        ]),
        Table("UserSettings", "usersettingscollection", "BusinessOwned", null,
            [WholeNumber("UILanguageId"), WholeNumber("TimeZoneCode"), Lookup("BusinessUnitId", "businessunit")],
            id: "SystemUserId"),
        Table("Team", "teams", "BusinessOwned", "Name",
        [
            Text("Name", 160), Lookup("BusinessUnitId", "businessunit"), Lookup("AdministratorId", "systemuser"),
            YesNo("IsDefault"), Choice("TeamType", 0, "Owner", "Access", "Security Group", "Office Group"),
        ]),
        Table("Role", "roles", "BusinessOwned", "Name",
            [Text("Name", 100), Lookup("BusinessUnitId", "businessunit"), .. OfSolution()]),
        Table("SystemUserRoles", "systemuserrolescollection", "None", null,
            [Id("SystemUserId"), Id("RoleId")], id: "SystemUserRoleId"),
        Table("TeamMembership", "teammemberships", "None", null,
            [Id("TeamId"), Id("SystemUserId")], id: "TeamMembershipId"),
    ];
}
