using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Scripts.Demo;

/// <summary>The names that the CRM shows, in the language of the service's user.</summary>
static class ShownNames
{
    public static string Column(IOrganizationService service, string table, string column) =>
        Text(Definition(service, table, column).DisplayName) ?? column;

    /// <returns>The options of a choice column, by value, in their order.</returns>
    public static Dictionary<int, string> Options(IOrganizationService service, string table, string column) =>
        ((EnumAttributeMetadata)Definition(service, table, column)).OptionSet.Options
            .ToDictionary(option => option.Value!.Value, option => Text(option.Label) ?? "");

    static AttributeMetadata Definition(IOrganizationService service, string table, string column) =>
        ((RetrieveAttributeResponse)service.Execute(new RetrieveAttributeRequest
        {
            EntityLogicalName = table,
            LogicalName = column,
        })).AttributeMetadata;

    static string? Text(Label? label) => label?.UserLocalizedLabel?.Label;
}
