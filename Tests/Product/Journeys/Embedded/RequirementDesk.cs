using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using static CrmMilestones.Tests.Journeys.Crm;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Requirements and waivers as the rep writes them and a colleague approves them.</summary>
sealed class RequirementDesk(Crm crm)
{
    public const int Require = 727000000, Waive = 727000001;

    public Guid Add(string name, Stage stage, string? column, int effect, params KeyValuePair<string, object?>[] more)
    {
        Entity row = new("cm_stagerequirement")
        {
            ["cm_name"] = name,
            ["cm_stage"] = new OptionSetValue((int)stage),
            ["cm_column"] = column,
            ["cm_effect"] = new OptionSetValue(effect),
        };
        foreach (var value in more)
        {
            row[value.Key] = value.Value;
        }

        return crm.AsRep.Create(row);
    }

    public Guid Waiver(string column, Stage stage, params KeyValuePair<string, object?>[] more) => Add(
        "Nothing to enter", stage, column, Waive,
        [.. more, "cm_reason".To("The registry is being moved."), "cm_effectiveuntil".To(Today.AddDays(30))]);

    /// <summary>By the colleague, if by nobody else.</summary>
    public void Approve(Guid waiver, IOrganizationService? by = null) =>
        (by ?? crm.Host.ServiceFor(crm.Colleague)).Update(new Entity("cm_stagerequirement", waiver)
        {
            ["cm_approvedbyid"] = new EntityReference(
                "systemuser", by is null ? crm.Colleague : crm.Rep),
        });

    public DataCollection<Entity> WaiversUsed(Guid account)
    {
        var events = new QueryByAttribute("cm_lifecycleevent") { ColumnSet = new ColumnSet(true) };
        events.AddAttributeValue("cm_accountid", account);
        events.AddAttributeValue("cm_kind", (int)EventKind.WaiverUsed);
        return crm.Host.System.RetrieveMultiple(events).Entities;
    }

    public Entity Row(Guid id) => crm.Host.System.Retrieve("cm_stagerequirement", id, new ColumnSet(true));
}
