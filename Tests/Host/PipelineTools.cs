using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>What a plug-in written in a test sees.</summary>
sealed class PluginCall(IServiceProvider services)
{
    public IPluginExecutionContext4 Context { get; } = (IPluginExecutionContext4)services.GetService(
        typeof(IPluginExecutionContext))!;

    public ITracingService Tracing => (ITracingService)services.GetService(typeof(ITracingService))!;

    public Entity Target => (Entity)Context.InputParameters["Target"];

    /// <summary>A service with the rights of the user that the step runs for.</summary>
    public IOrganizationService Service => ServiceFor(Guid.Empty);

    /// <summary>A service with the rights of SYSTEM.</summary>
    public IOrganizationService System => ServiceFor(null);

    public IOrganizationService ServiceFor(Guid? user) =>
        ((IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory))!)
            .CreateOrganizationService(user);
}

/// <summary>Registers small plug-ins and catches the faults they cause.</summary>
static class PipelineTools
{
    /// <summary>Registers a step that does something.</summary>
    public static void On(
        this DataverseHost host, string message, string table, int stage, Action<PluginCall> body, int rank = 1,
        string[]? filter = null, StepImage[]? images = null) =>
        host.RegisterStep(
            new PluginStep(
                Guid.NewGuid(), $"{message} of {table} at {stage}", message, Guid.NewGuid(), table, filter ?? [],
                stage, false, rank, null, images ?? []),
            new Plugin(body));

    /// <summary>Registers an asynchronous step that does something.</summary>
    public static void OnLater(
        this DataverseHost host, string message, string? table, Action<PluginCall> body, int rank = 1,
        StepImage[]? images = null) =>
        host.RegisterStep(
            new PluginStep(
                Guid.NewGuid(), $"{message} of {table}, later", message, Guid.NewGuid(), table, [],
                40, true, rank, null, images ?? []),
            new Plugin(body));

    /// <summary>Registers a Custom API that does something.</summary>
    public static void On(this DataverseHost host, CustomApi api, Action<PluginCall>? body) =>
        host.RegisterCustomApi(api, body is null ? null : new Plugin(body));

    public static StepImage Pre(string alias, params string[] columns) =>
        Image(alias, StepImageKind.Pre, columns, "Target");

    public static StepImage Post(string alias, params string[] columns) =>
        Image(alias, StepImageKind.Post, columns, "Target");

    public static StepImage Image(string alias, StepImageKind kind, string[] columns, string property) =>
        new(Guid.NewGuid(), alias, alias, kind, columns, property);

    /// <summary>A plug-in that refuses.</summary>
    public static void Refuse(PluginCall call) =>
        throw new InvalidPluginExecutionException($"No {call.Context.MessageName} at {call.Context.Stage}.");

    /// <summary>The fault of a request that must be refused with a code.</summary>
    public static OrganizationServiceFault Fault(int code, Action request)
    {
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(request).Detail;
        Assert.Equal((code, fault.Message), (fault.ErrorCode, fault.Message));
        return fault;
    }

    public static Guid CreateAccount(
        this IOrganizationService service, string name, params (string Column, object? Value)[] values) =>
        service.Create(Account(name, values));

    public static Entity Account(string name, params (string Column, object? Value)[] values)
    {
        var account = new Entity("account") { ["name"] = name };
        foreach (var (column, value) in values)
        {
            account[column] = value;
        }

        return account;
    }

    public static void UpdateAccount(
        this IOrganizationService service, Guid id, params (string Column, object? Value)[] values)
    {
        var account = new Entity("account", id);
        foreach (var (column, value) in values)
        {
            account[column] = value;
        }

        service.Update(account);
    }

    /// <summary>The logical names of account's columns.</summary>
    public static string[] AccountColumns(this IOrganizationService service)
    {
        RetrieveEntityRequest request = new() { LogicalName = "account", EntityFilters = EntityFilters.Attributes };
        var table = ((RetrieveEntityResponse)service.Execute(request)).EntityMetadata;
        return [.. table.Attributes.Select(column => column.LogicalName)];
    }

    sealed class Plugin(Action<PluginCall> body) : IPlugin
    {
        public void Execute(IServiceProvider serviceProvider) => body(new(serviceProvider));
    }
}
