using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using FakeXrmEasy;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>One row's event on its way through the stages.</summary>
sealed record RowEvent(string Message, string Table, Guid Id, ParameterCollection Inputs)
{
    public Entity Target => (Entity)Inputs["Target"];

    public HashSet<string> Sent { get; } =
        Inputs.TryGetValue("Target", out var target) && target is Entity row ? [.. row.Attributes.Keys] : [];

    public ParameterCollection Outputs { get; } = [];

    public ParameterCollection Shared { get; init; } = [];

    public Guid Id { get; set; } = Id;

    public Entity? Before { get; set; }

    public Entity? After { get; set; }
}

/// <summary>
/// One message on its way, as Scripts/Dataverse/PLATFORM.md#pipeline says: stage 20, the main operation, stage 40. A
/// filter does not match a column that an earlier plug-in added; see <see cref="StepRunner"/>.
/// </summary>
sealed class StepPipeline(TestEnvironment environment, Caller caller, bool runsSteps)
{
    const int MainOperation = 30;

    /// <summary>The steps around a write.</summary>
    public void Run(IReadOnlyList<RowEvent> events, Action<RowEvent> main)
    {
        foreach (var e in events.Where(e => e.Message != "Create"))
        {
            e.Before = environment.Find(e.Table, e.Id)
                ?? throw Faults.Create(Faults.ObjectDoesNotExist, $"{e.Table} With Id = {e.Id} Does Not Exist");
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

    /// <summary>A custom API: its plug-in is the main operation, and the solution has no steps around one.</summary>
    public void RunMain(RowEvent e, IPlugin plugin) => Run(plugin, Context(e, MainOperation));

    /// <summary>For whom the platform writes other rows in an event's main operation.</summary>
    public Caller Behind(RowEvent e) => caller with { Plugin = Context(e, MainOperation) };

    void RunSteps(int stage, IReadOnlyList<RowEvent> events)
    {
        foreach (var e in events)
        {
            foreach (var step in PackedSolution.Zip.Steps.Where(
                s => runsSteps && s.Stage == stage && s.Message == e.Message && s.Table == e.Table))
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
        var context = Context(e, step.Stage);
        context.PreEntityImages = Images(step, isBefore: true, e.Before);
        context.PostEntityImages = Images(step, isBefore: false, e.After);
        context.OwningExtension = new EntityReference("sdkmessageprocessingstep", step.Id);
        if (step.IsAsync)
        {
            context.Mode = 1;
            environment.RunLater(() => Run(step.Plugin, context));
        }
        else
        {
            Run(step.Plugin, context);
        }
    }

    void Run(IPlugin plugin, IPluginExecutionContext context)
    {
        try
        {
            plugin.Execute(new PluginServices(environment, context));
        }
        catch (InvalidPluginExecutionException refusal)
        {
            throw Faults.Create(Faults.IsvAborted, refusal.Message);
        }
        catch (Exception exception) when (exception is not FaultException<OrganizationServiceFault>)
        {
            throw Faults.Create(
                Faults.IsvUnexpected, $"An unexpected error occurred from ISV code: {exception}");
        }
    }

    XrmFakedPluginExecutionContext Context(RowEvent e, int stage) => new()
    {
        Stage = stage,
        MessageName = e.Message,
        PrimaryEntityName = e.Table,
        PrimaryEntityId = e.Id,
        InputParameters = e.Inputs,
        OutputParameters = e.Outputs,
        SharedVariables = e.Shared,
        PreEntityImages = [],
        PostEntityImages = [],
        UserId = caller.User,
        InitiatingUserId = caller.Person,
        Depth = caller.Depth,
        ParentContext = caller.Plugin,
        IsolationMode = 2,
    };

    static EntityImageCollection Images(Step step, bool isBefore, Entity? row)
    {
        var images = new EntityImageCollection();
        foreach (var image in step.Images.Where(image => image.IsBefore == isBefore))
        {
            images[image.Alias] = new Entity(row!.LogicalName, row.Id);
            images[image.Alias].Attributes.AddRange(
                row.Attributes.Where(column => image.Columns.Contains(column.Key)));
        }

        return images;
    }
}
