using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>How what a person decides reaches the server.</summary>
public enum Channel
{
    /// <summary>A form sends what was edited.</summary>
    Form,

    /// <summary>Each stage's fields are saved while the customer is in it, then the process moves one stage.</summary>
    GuidedProcess,

    /// <summary>PATCH with a key: an upsert.</summary>
    WebApi,

    /// <summary>The second row of a Multiple message.</summary>
    Bulk,

    /// <summary>A new row comes without its stage, which a second import sets.</summary>
    Import,
}

/// <summary>Saves of an account over a channel.</summary>
static class Channels
{
    /// <summary>Saves the row; one without id is created.</summary>
    /// <returns>The account's id.</returns>
    public static Guid Save(this Channel channel, Crm crm, Entity row)
    {
        if (row.Id == Guid.Empty)
        {
            row[crm.Owned.Key] = crm.Owned.Value;
        }

        switch (channel)
        {
            case Channel.GuidedProcess:
                return SaveWithProcess(crm, row);

            case Channel.WebApi:
                row.Id = row.Id == Guid.Empty ? Guid.NewGuid() : row.Id;
                crm.AsRep.Execute(new UpsertRequest { Target = row });
                return row.Id;

            case Channel.Bulk:
                return SaveInBulk(crm, row);

            case Channel.Import when row.Id == Guid.Empty && row.Contains(Columns.Stage):
                var stage = row[Columns.Stage];
                row.Attributes.Remove(Columns.Stage);
                row.Id = crm.AsRep.Create(row);
                crm.Save(row.Id, Columns.Stage.To(stage));
                return row.Id;

            case Channel.Import:
            case Channel.Form:
                return SaveAlone(crm, row);

            default:
                throw new ArgumentOutOfRangeException(nameof(channel), channel, null);
        }
    }

    static Guid SaveAlone(Crm crm, Entity row)
    {
        if (row.Id == Guid.Empty)
        {
            return crm.AsRep.Create(row);
        }

        crm.AsRep.Update(row);
        return row.Id;
    }

    static Guid SaveInBulk(Crm crm, Entity row)
    {
        if (row.Id == Guid.Empty)
        {
            return ((CreateMultipleResponse)crm.AsRep.Execute(new CreateMultipleRequest
            {
                Targets = Rows(new Entity("account") { ["name"] = "Fabrikam Clinic" }, row),
            })).Ids[1];
        }

        var innocent = crm.Outsider(name: "Fabrikam Clinic");
        crm.AsRep.Execute(new UpdateMultipleRequest
        {
            Targets = Rows(new Entity("account", innocent) { ["name"] = "Fabrikam Clinics" }, row),
        });
        return row.Id;

        static EntityCollection Rows(params Entity[] rows) => new(rows) { EntityName = "account" };
    }

    static Guid SaveWithProcess(Crm crm, Entity row)
    {
        if (row.Id == Guid.Empty)
        {
            row.Id = crm.CustomerIn(Stage.Prospect, "name".To(row["name"]));
            crm.StartProcess(row.Id);
        }

        if (row.GetAttributeValue<OptionSetValue>(Columns.Stage) is not { } target
            || target.Value == (int)Stage.Closed || crm.StageOf(row.Id) is not { } at || at == (Stage)target.Value)
        {
            return SaveAlone(crm, row);
        }

        var to = (Stage)target.Value;
        var process = ProcessOf(crm, row.Id);
        row.Attributes.Remove(Columns.Stage);
        for (; at != to; at = Lifecycle.Stages.Next(at, to))
        {
            var next = Lifecycle.Stages.Next(at, to);
            var later = next == to || to < at ? []
                : row.Attributes.Where(cell => !Lifecycle.Stages.Of(at).Requires.Any(column => column == cell.Key));
            crm.Save(row.Id, [.. row.Attributes.Except(later)]);
            crm.MoveProcess(process, next);
        }

        return row.Id;
    }

    static Guid ProcessOf(Crm crm, Guid account)
    {
        var query = new QueryByAttribute(GuidedProcess.Table);
        query.AddAttributeValue(GuidedProcess.Account, account);
        return crm.Host.System.RetrieveMultiple(query).Entities.Single().Id;
    }
}
