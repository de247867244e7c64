using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Dataverse keeps one instance of a plug-in and runs it for many saves, also at the same time. Here only: a host makes
/// no difference to it, and .NET Framework has no DispatchProxy. That a plug-in has no fields, PluginCodeTests checks.
/// </summary>
public class PluginReuseTests
{
    const int Saves = 500;

    [Fact]
    public async Task The_same_instance_serves_two_threads_at_once()
    {
        var plugin = HandMadeCreate.Plugin("CustomerSave");
        var stages = Lifecycle.Stages.Guided.Take(1).Append(Stage.Closed).ToArray();

        var judged = await Task.WhenAll(stages.Select(stage => Task.Run(() =>
            Enumerable.Range(0, Saves).Select(_ => Save(plugin, stage)).ToArray())));

        Assert.All(judged[0], status => Assert.Equal(BillableStatus.NotBillable, status));
        Assert.All(judged[1], status => Assert.Equal(BillableStatus.Ended, status));
    }

    static BillableStatus Save(IPlugin plugin, Stage stage)
    {
        var target = new Entity("account")
        {
            [Columns.Stage] = new OptionSetValue((int)stage),
            [Columns.ServiceStartsOn] = new DateTime(2026, 5, 1),
            [Columns.ServiceEndedOn] = new DateTime(2026, 5, 31),
            [Columns.EndReason] = new OptionSetValue(727000000),
        };
        plugin.Execute(new Services(HandMadeCreate.ContextOf(target)));
        return (BillableStatus)target.GetAttributeValue<OptionSetValue>(Columns.BillableStatus).Value;
    }

    sealed class Services(IPluginExecutionContext context) : IServiceProvider, IOrganizationServiceFactory
    {
        public object GetService(Type serviceType) => serviceType == typeof(IPluginExecutionContext) ? context : this;

        public IOrganizationService CreateOrganizationService(Guid? userId) =>
            DispatchProxy.Create<IOrganizationService, BaseLanguage>();
    }

    /// <summary>Answers the one question of an accepted save: the language of the organization.</summary>
    public class BaseLanguage : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(IOrganizationService.RetrieveMultiple), targetMethod!.Name);
            return new EntityCollection([new Entity("organization") { ["languagecode"] = 1033 }]);
        }
    }
}
