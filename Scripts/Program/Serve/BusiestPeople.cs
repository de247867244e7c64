using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Demo;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Serve;

/// <summary>
/// Of each team the person who is responsible for most customers under way, so that whoever tries the sandbox as one of
/// the team finds something among "My customers".
/// </summary>
static class BusiestPeople
{
    /// <summary>By which column somebody is responsible, and in which stage.</summary>
    static readonly (Stage Stage, string Column)[] Responsible =
    [
        (Stage.Prospect, "ownerid"), (Stage.Onboarding, Columns.OnboardingOwner),
        (Stage.Compliance, Columns.ComplianceReviewer), (Stage.Readiness, Columns.ServiceOwner),
    ];

    /// <summary>Their ids by the name of their role: users who have that one role.</summary>
    internal static Dictionary<string, Guid> In(DataverseHost host)
    {
        Dictionary<string, Guid> people = [];
        var names = Rows(host, "role", "name").ToDictionary(
            role => role.Id, role => role.GetAttributeValue<string>("name"));
        var users = Rows(host, "systemuserroles", "systemuserid", "roleid")
            .GroupBy(given => given.GetAttributeValue<Guid>("systemuserid"))
            .Where(user => user.Count() == 1)
            .ToLookup(user => names[user.Single().GetAttributeValue<Guid>("roleid")], user => user.Key);
        foreach (var (stage, column) in Responsible)
        {
            var role = Company.RoleOf(stage);
            var busiest = users[role].Select(user => (Id: user, Customers: Count(host, column, user)))
                .OrderByDescending(user => user.Customers).FirstOrDefault();
            if (busiest.Customers > 0)
            {
                people[role] = busiest.Id;
            }
        }

        return people;
    }

    static int Count(DataverseHost host, string column, Guid user)
    {
        QueryExpression query = new("account")
        {
            ColumnSet = new(false),
            PageInfo = new() { Count = 1, PageNumber = 1, ReturnTotalRecordCount = true },
        };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, user);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.Criteria.AddCondition(Columns.Stage, ConditionOperator.NotNull);
        query.Criteria.AddCondition(Columns.Stage, ConditionOperator.NotEqual, (int)Stage.Closed);
        return host.System.RetrieveMultiple(query).TotalRecordCount;
    }

    static DataCollection<Entity> Rows(DataverseHost host, string table, params string[] columns) =>
        host.System.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new(columns) }).Entities;
}
