using System;
using CrmMilestones.Dataverse.Messages;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Process;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;

namespace CrmMilestones.Dataverse;

/// <summary>The parts of one environment, put together: each is given what it uses.</summary>
sealed class Organization : IDisposable
{
    internal Organization(DataverseOptions options, RowStore store)
    {
        Store = store;
        Users = new(store);
        Access = new(Users);
        var readers = new Readers(store, Users, Access, options);
        var runner = new PluginRunner(Users, Calls, options);
        AsynchronousSteps = new(runner, AsynchronousRuns);
        var pipeline = new StepPipeline(Steps, store, Users, runner, AsynchronousSteps, options);
        var rights = new RowAccessCheck(Access, store);
        var main = new MainOperation(store, Users, Processes, options);
        var start = new ProcessStart(Processes, store, Access, options);
        var writes = new RowWrites(pipeline, rights, main, start, store, options);
        var lookups = new LookupWrites(store, writes, options);
        Messages = new MessageRegistry(
            [
                new CreateHandler(store, writes), new CreateMultipleHandler(store, writes),
                new UpdateHandler(store, writes), new UpdateMultipleHandler(store, writes),
                new UpsertHandler(store, writes),
                new DeleteHandler(new DeleteCascade(store, pipeline, Access, Users, lookups)),
                new RetrieveHandler(store, pipeline, Access, readers),
                new RetrieveMultipleHandler(pipeline, readers),
                new AssociateHandler(store, pipeline, Access, Users),
                new DisassociateHandler(store, pipeline, Access, Users),
                new ExecuteMultipleHandler(), new ExecuteTransactionHandler(pipeline),
                new SetStateHandler("SetState", pipeline, rights, writes, options),
                new SetStateHandler("SetStateDynamicEntity", pipeline, rights, writes, options),
                new AssignHandler(pipeline, rights, writes, options),
                new MergeHandler(store, pipeline, rights, writes, lookups, options), new WhoAmIHandler(Users),
                new LocalTimeFromUtcTimeHandler(),
                new RetrieveEntityHandler(store, Users), new RetrieveAttributeHandler(store, Users),
                new RetrieveMetadataChangesHandler(store, Users),
                new RetrieveProcessInstancesHandler(Processes, readers),
                new RetrieveActivePathHandler(store, Processes),
            ],
            new CustomApiMessages(CustomApis, pipeline, Access, store, options), Users, Access, options);
    }

    internal RowStore Store { get; }

    internal UserDirectory Users { get; }

    internal AccessControl Access { get; }

    internal ProcessCatalog Processes { get; } = new();

    internal StepRegistry Steps { get; } = new();

    internal CustomApiCatalog CustomApis { get; } = new();

    internal ServiceCallLog Calls { get; } = new();

    internal AsynchronousLog AsynchronousRuns { get; } = new();

    internal AsynchronousQueue AsynchronousSteps { get; }

    internal IRequestExecutor Messages { get; }

    public void Dispose() => Store.Dispose();
}
