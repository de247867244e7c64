using System;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Simulation.World;

/// <summary>
/// Plug-ins of a customer's own: on account before and after the product's, and on the rows that the product writes, so
/// that its service calls fail. They throw when they are told to.
/// </summary>
sealed class OwnPlugins
{
    public const string Words = "A plug-in of the customer's own refuses.";

    /// <summary>Which of them throws; null for none.</summary>
    public int? Throwing { get; set; }

    /// <summary>How many there are.</summary>
    public const int Count = 5;

    public void RegisterIn(DataverseHost host)
    {
        Register(0, "Update", "account", stage: 20, rank: 0);
        Register(0, "Create", "account", stage: 20, rank: 0);
        Register(1, "Update", "account", stage: 40, rank: 100_000);
        Register(1, "Create", "account", stage: 40, rank: 100_000);
        Register(2, "Create", "cm_statusperiod", stage: 40, rank: 1);
        Register(3, "Create", "cm_lifecycleevent", stage: 20, rank: 1);
        Register(4, "Update", "cm_customerlifecycle", stage: 40, rank: 100_000);

        void Register(int number, string message, string table, int stage, int rank) => host.RegisterStep(
            new(
                Guid.NewGuid(), $"{message} of {table}", message, Guid.NewGuid(), table, FilteringAttributes: [], stage,
                IsAsync: false, rank, Configuration: null, Images: []),
            new Plugin(this, number));
    }

    sealed class Plugin(OwnPlugins plugins, int number) : IPlugin
    {
        public void Execute(IServiceProvider serviceProvider)
        {
            if (plugins.Throwing == number)
            {
                throw new InvalidPluginExecutionException(Words);
            }
        }
    }
}
