using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using FakeXrmEasy;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Runs one request and the steps on it as Scripts/Dataverse/PLATFORM.md#pipeline says: stage 20, the write, stage 40.
/// Where that page says UNCONFIRMED this host answers the other way than the embedded one, as the plug-ins must work
/// either way: a filter does not match a column that an earlier plug-in added, and SetState and Merge write without
/// running the steps on Update.
/// </summary>
sealed class StepRunner(TestEnvironment environment, Caller caller)
{
    const int IsvAborted = unchecked((int)0x80040265);
    const int IsvUnexpected = unchecked((int)0x80040224);
    const int DepthTooHigh = unchecked((int)0x80044182);
    const int ObjectDoesNotExist = unchecked((int)0x80040217);
    const int MaxDepth = 8;

    /// <summary>One row's event on its way through the stages.</summary>
    sealed record RowEvent(string Message, string Table, Guid Id, ParameterCollection Inputs)
    {
        public Entity Target => (Entity)Inputs["Target"];

        public HashSet<string> Sent { get; } =
            Inputs.TryGetValue("Target", out var target) && target is Entity row ? [.. row.Attributes.Keys] : [];

        public ParameterCollection Outputs { get; } = [];

        public ParameterCollection Shared { get; } = [];

        public Guid Id { get; set; } = Id;

        public Entity? Before { get; set; }

        public Entity? After { get; set; }
    }

    public OrganizationResponse Execute(OrganizationRequest request)
    {
        if (caller.Depth > MaxDepth)
        {
            throw Fault(DepthTooHigh, "The chain of plug-ins is too deep.");
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
                Run(
                    EventOf("Delete", (EntityReference)request["Target"], request),
                    e => environment.Remove((EntityReference)e.Inputs["Target"]));
                return new DeleteResponse();

            case "SetState" or "SetStateDynamicEntity":
                Run(EventOf(request.RequestName, (EntityReference)request["EntityMoniker"], request), SetState);
                return new OrganizationResponse();

            case "Merge":
                Run(EventOf("Merge", (EntityReference)request["Target"], request), Merge);
                return new OrganizationResponse();

            default:
                return environment.Rows.Execute(request);
        }
    }

    Guid[] Create(IEnumerable<Entity> targets)
    {
        RowEvent[] events = [.. targets.Select(target => EventOf("Create", target))];
        Run(events, e => e.Outputs["id"] = e.Id = e.Target.Id = environment.Insert(e.Target, caller.User));
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
            Run(
                [.. pass.Select(part => EventOf("Update", Row(part.Key.Target, part)))],
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

    void Merge(RowEvent e)
    {
        environment.Write(Row(new Entity(e.Table, e.Id), ((Entity)e.Inputs["UpdateContent"]).Attributes), caller.User);
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

    static Entity Row(Entity of, IEnumerable<KeyValuePair<string, object>> values)
    {
        var row = new Entity(of.LogicalName, of.Id);
        row.Attributes.AddRange(values);
        return row;
    }

    static RowEvent EventOf(string message, Entity target) =>
        new(
            message, target.LogicalName, target.Id,
            new ParameterCollection { ["Target"] = TestEnvironment.Copy(target) });

    static RowEvent[] EventOf(string message, EntityReference row, OrganizationRequest request) =>
        [new(message, row.LogicalName, row.Id, request.Parameters)];

    void Run(IReadOnlyList<RowEvent> events, Action<RowEvent> main)
    {
        foreach (var e in events.Where(e => e.Message != "Create"))
        {
            e.Before = environment.Find(e.Table, e.Id)
                ?? throw Fault(ObjectDoesNotExist, $"{e.Table} With Id = {e.Id} Does Not Exist");
        }

        RunSteps(20, events);
        foreach (var e in events)
        {
            main(e);
        }

        foreach (var e in events)
        {
            e.After = environment.Find(e.Table, e.Id);
        }

        RunSteps(40, events);
    }

    void RunSteps(int stage, IReadOnlyList<RowEvent> events)
    {
        foreach (var e in events)
        {
            foreach (var step in PackedSolution.Zip.Steps.Where(
                s => s.Stage == stage && s.Message == e.Message && s.Table == e.Table))
            {
                if (e.Message != "Update" || step.Filter.Length == 0 || step.Filter.Any(e.Sent.Contains))
                {
                    RunStep(step, e);
                }
            }
        }
    }

    void RunStep(Step step, RowEvent e)
    {
        var context = new XrmFakedPluginExecutionContext
        {
            Stage = step.Stage,
            MessageName = e.Message,
            PrimaryEntityName = e.Table,
            PrimaryEntityId = e.Id,
            InputParameters = e.Inputs,
            OutputParameters = e.Outputs,
            SharedVariables = e.Shared,
            PreEntityImages = Images(step, isBefore: true, e.Before),
            PostEntityImages = Images(step, isBefore: false, e.After),
            UserId = caller.User,
            InitiatingUserId = caller.Person,
            Depth = caller.Depth,
            ParentContext = caller.Plugin,
            OwningExtension = new EntityReference("sdkmessageprocessingstep", step.Id),
            IsolationMode = 2,
        };
        try
        {
            step.Plugin.Execute(new PluginServices(environment, context));
        }
        catch (InvalidPluginExecutionException refusal)
        {
            throw Fault(IsvAborted, refusal.Message);
        }
        catch (Exception exception) when (exception is not FaultException<OrganizationServiceFault>)
        {
            throw Fault(IsvUnexpected, $"An unexpected error occurred from ISV code: {exception}");
        }
    }

    static EntityImageCollection Images(Step step, bool isBefore, Entity? row)
    {
        var images = new EntityImageCollection();
        foreach (var image in step.Images.Where(image => image.IsBefore == isBefore))
        {
            images[image.Alias] = Row(row!, row!.Attributes.Where(column => image.Columns.Contains(column.Key)));
        }

        return images;
    }

    static FaultException<OrganizationServiceFault> Fault(int code, string message) =>
        new(new OrganizationServiceFault { ErrorCode = code, Message = message }, new FaultReason(message));
}
