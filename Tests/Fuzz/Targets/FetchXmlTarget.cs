using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Text;
using CrmMilestones.Dataverse;
using CrmMilestones.Tests.Fuzz.Mutators;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Fuzz.Targets;

/// <summary>FetchXML, as callers of the service and of the Web API send it.</summary>
sealed class FetchXmlTarget : IFuzzTarget
{
    readonly DataverseHost _host = Environments.WithRows();

    public string Name => "fetchxml";

    /// <summary>The queries of the solution's views, and what they lack.</summary>
    public IEnumerable<byte[]> Seeds =>
    [
        .. _host.System.RetrieveMultiple(new QueryExpression("savedquery") { ColumnSet = new("fetchxml") }).Entities
            .Select(view => view.GetAttributeValue<string>("fetchxml"))
            .Append("""
                <fetch aggregate='true' distinct='true'><entity name='account'>
                <attribute name='accountid' aggregate='countcolumn' alias='n' distinct='true'/>
                <attribute name='createdon' groupby='true' dategrouping='month' alias='m'/>
                <attribute name='revenue' aggregate='avg' alias='a'/><order alias='n' descending='true'/>
                </entity></fetch>
                """)
            .Append("""
                <fetch page='2' count='1' returntotalrecordcount='true' useraworderby='1'><entity name='contact'>
                <all-attributes/><order attribute='fullname'/><filter type='or'>
                <condition attribute='lastname' operator='in'><value>A</value><value>B</value></condition>
                <condition entityname='account' attribute='name' operator='like' value='%[a-c]_%'/>
                <condition attribute='createdon' operator='between'><value>2026-01-01</value><value>x</value></condition>
                <condition attribute='parentcustomeridname' operator='ne' valueof='lastname'/></filter>
                <link-entity name='account' from='accountid' to='parentcustomerid' link-type='outer'/>
                <link-entity name='systemuser' from='systemuserid' to='ownerid' link-type='exists'>
                <filter><condition attribute='systemuserid' operator='eq-userid'/></filter></link-entity></entity></fetch>
                """)
            .Select(Encoding.UTF8.GetBytes),
    ];

    public IMutator Mutator { get; } = new XmlMutator([.. Tokens()]);

    public bool Accepts(byte[] input)
    {
        try
        {
            _host.System.RetrieveMultiple(new FetchExpression(Encoding.UTF8.GetString(input)));
            return true;
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            return false;
        }
    }

    public void Dispose() => _host.Dispose();

    static IEnumerable<string> Tokens() => Packaging.Checks.FetchOperators.Values.Keys.Concat(
    [
        "account", "contact", "systemuser", "cm_market", "name", "accountid", "ownerid", "createdon", "revenue",
        "statecode", "cm_lifecyclestage", "primarycontactid", "primarycontactidname", "lastname", "true", "false", "0",
        "-1", "2147483648", "99999999999999999999", "1e400", "NaN", "2026-02-30", "9999-12-31T23:59:59Z", "0001-01-01",
        "00000000-0000-0000-0000-000000000000", "%", "[", "[^", "_", "'", "\"", "--", "account1", "sum", "avg", "min",
        "max", "count", "countcolumn", "day", "week", "quarter", "inner", "outer", "exists", "any", "5001", "\u0130",
    ]);
}
