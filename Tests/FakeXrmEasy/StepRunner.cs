using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Runs one request and the steps on it. Where Scripts/Dataverse/PLATFORM.md says UNCONFIRMED this host answers the
/// other way than the embedded one, as the plug-ins must work either way: README.md lists the questions.
/// </summary>
sealed class StepRunner(TestEnvironment environment, Caller caller, bool runsSteps)
{
    const int MaxDepth = 8;

    readonly StepPipeline _pipeline = new(environment, caller, runsSteps);

    public OrganizationResponse Execute(OrganizationRequest request)
    {
        if (caller.Depth > MaxDepth)
        {
            throw Faults.Create(Faults.DepthTooHigh, "The chain of plug-ins is too deep.");
        }

        switch (request.RequestName)
        {
            case "Create":
                return new CreateResponse { ["id"] = Create([(Entity)request["Target"]])[0] };

            case "CreateMultiple":
                return new CreateMultipleResponse { ["Ids"] = Create(((EntityCollection)request["Targets"]).Entities) };

            case "Update":
                Update([(Entity)request["Target"]]);
                return new UpdateResponse();

            case "UpdateMultiple":
                Update(((EntityCollection)request["Targets"]).Entities);
                return new UpdateMultipleResponse();

            case "Upsert":
                var target = (Entity)request["Target"];
                var isNew = environment.Find(target.LogicalName, target.Id) is null;
                if (isNew)
                {
                    Create([target]);
                }
                else
                {
                    Update([target]);
                }

                return new UpsertResponse { ["RecordCreated"] = isNew, ["Target"] = target.ToEntityReference() };

            case "Delete":
                _pipeline.Run(EventOf("Delete", (EntityReference)request["Target"], request), Delete);
                return new DeleteResponse();

            case "SetState" or "SetStateDynamicEntity":
                var moniker = (EntityReference)request["EntityMoniker"];
                _pipeline.Run(EventOf(request.RequestName, moniker, request), SetState);
                return new OrganizationResponse();

            case "Merge":
                _pipeline.Run(EventOf("Merge", (EntityReference)request["Target"], request), Merge);
                return new OrganizationResponse();

            case var api when PackedSolution.Zip.CustomApis.TryGetValue(api, out var plugin):
                var call = EventOf(api, (EntityReference)request["Target"], request)[0];
                _pipeline.RunMain(call, plugin);
                return new OrganizationResponse { Results = call.Outputs };

            default:
                return environment.Rows.Execute(request);
        }
    }

    Guid[] Create(IEnumerable<Entity> targets)
    {
        ParameterCollection shared = [];
        RowEvent[] events = [.. targets.Select(target => EventOf("Create", target, shared))];
        _pipeline.Run(events, e => e.Outputs["id"] = e.Id = e.Target.Id = environment.Insert(e.Target, caller.User));
        return [.. events.Select(e => e.Id)];
    }

    /// <summary>State columns that are sent with others take a pass of their own, after the others.</summary>
    void Update(IEnumerable<Entity> targets)
    {
        var passes =
            from target in targets
            from column in target.Attributes
            group column by (IsState: column.Key is "statecode" or "statuscode", Target: target) into part
            group part by part.Key.IsState into pass
            orderby pass.Key
            select pass;
        foreach (var pass in passes.ToArray())
        {
            ParameterCollection shared = [];
            _pipeline.Run(
                [.. pass.Select(part => EventOf("Update", Row(part.Key.Target, part), shared))],
                e => environment.Write(e.Target, caller.User));
        }
    }

    void SetState(RowEvent e)
    {
        var row = (EntityReference)e.Inputs["EntityMoniker"];
        environment.Write(
            new Entity(row.LogicalName, row.Id)
            {
                ["statecode"] = e.Inputs["State"],
                ["statuscode"] = e.Inputs["Status"],
            },
            caller.User);
    }

    void Delete(RowEvent e)
    {
        foreach (var (row, column, cascade) in environment.ReferringTo(e.Table, e.Id))
        {
            switch (cascade)
            {
                case "Cascade":
                    Behind(e, new DeleteRequest { Target = row });
                    break;

                case "RemoveLink":
                    Point(e, row, column, to: null);
                    break;

                case "Restrict":
                    throw Faults.Create(
                        Faults.CannotDeleteDueToAssociation, $"{row.LogicalName} {row.Id} refers to the row.");
            }
        }

        environment.Remove((EntityReference)e.Inputs["Target"]);
    }

    void Merge(RowEvent e)
    {
        environment.Write(Row(new Entity(e.Table, e.Id), ((Entity)e.Inputs["UpdateContent"]).Attributes), caller.User);
        foreach (var (row, column, _) in environment.ReferringTo(e.Table, (Guid)e.Inputs["SubordinateId"]))
        {
            // A guided process stays with its account, which has one of each only.
            if (column != GuidedProcess.Account)
            {
                Point(e, row, column, new EntityReference(e.Table, e.Id));
            }
        }

        environment.Write(
            new Entity(e.Table, (Guid)e.Inputs["SubordinateId"])
            {
                ["statecode"] = new OptionSetValue(1),
                ["statuscode"] = new OptionSetValue(2),
                ["masterid"] = new EntityReference(e.Table, e.Id),
                ["merged"] = true,
            },
            caller.User);
    }

    void Point(RowEvent e, EntityReference row, string column, EntityReference? to) =>
        Behind(e, new UpdateRequest { Target = new Entity(row.LogicalName, row.Id) { [column] = to } });

    /// <summary>What the platform itself does in an event's main operation.</summary>
    void Behind(RowEvent e, OrganizationRequest request) =>
        new StepRunner(environment, _pipeline.Behind(e), runsSteps).Execute(request);

    static Entity Row(Entity of, IEnumerable<KeyValuePair<string, object>> values)
    {
        var row = new Entity(of.LogicalName, of.Id);
        row.Attributes.AddRange(values);
        return row;
    }

    static RowEvent EventOf(string message, Entity target, ParameterCollection shared) =>
        new(
            message, target.LogicalName, target.Id,
            new ParameterCollection { ["Target"] = TestEnvironment.Copy(target) })
        {
            Shared = shared,
        };

    static RowEvent[] EventOf(string message, EntityReference row, OrganizationRequest request) =>
        [new(message, row.LogicalName, row.Id, request.Parameters)];
}
