using System;
using System.Linq;
using CrmMilestones.Sandbox;
using CrmMilestones.Tests.Host;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.App;

/// <summary>Which folder of the app knows which.</summary>
public sealed class AppArchitectureTests
{
    const string App = "CrmMilestones.Sandbox.App.";

    static readonly Dependencies Sandbox = new(typeof(SandboxServer).Assembly);

    [Theory]
    [InlineData("Window", "Views Charts Dashboards Forms WebResources Shell")]
    [InlineData("Views", "Charts Dashboards Forms WebResources Shell")]
    [InlineData("Charts", "Dashboards Forms WebResources Shell")]
    [InlineData("Dashboards", "Forms WebResources Shell")]
    [InlineData("Forms", "Charts Dashboards WebResources Shell")]
    public void A_folder_does_not_know_those_above_it(string folder, string above) => Sandbox.MustNotLead(
        type => IsIn(type, folder), type => above.Split(' ').Any(other => IsIn(type, other)));

    [Fact]
    public void What_a_solution_describes_is_read_without_knowing_who_looks() => Sandbox.MustNotLead(
        type => type.StartsWith("CrmMilestones.Sandbox.Solution.", StringComparison.Ordinal),
        type => type.StartsWith(App, StringComparison.Ordinal)
            || type.StartsWith("CrmMilestones.Sandbox.People.", StringComparison.Ordinal));

    static bool IsIn(string type, string folder) => type.StartsWith($"{App}{folder}.", StringComparison.Ordinal);
}
