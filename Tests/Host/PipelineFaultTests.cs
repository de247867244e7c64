using System;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>How a plug-in's exception reaches the caller.</summary>
public sealed class PipelineFaultTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_refusal_reaches_the_caller_with_its_text_and_trace()
    {
        _host.On("Create", "account", 20, call =>
        {
            call.Tracing.Trace("checked {0}", 7);
            throw new InvalidPluginExecutionException("CM001 Contoso can't enter Live yet.");
        });

        var fault = Fault(-2147220891, () => _host.System.CreateAccount("Contoso"));

        Assert.Equal("CM001 Contoso can't enter Live yet.", fault.Message);
        Assert.Contains("checked 7", fault.TraceText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_with_a_code_of_its_own_has_the_platforms_code()
    {
        _host.On(
            "Create", "account", 20, _ => throw new InvalidPluginExecutionException(OperationStatus.Failed, 42, "No."));

        Assert.Equal("No.", Fault(-2147220891, () => _host.System.CreateAccount("Contoso")).Message);
    }

    [Fact]
    public void A_nested_refusal_keeps_its_text()
    {
        _host.On("Create", "contact", 20, _ => throw new InvalidPluginExecutionException("Not this contact."));
        _host.On("Create", "account", 40, call => call.System.Create(new Entity("contact") { ["lastname"] = "x" }));

        Assert.Equal("Not this contact.", Fault(-2147220891, () => _host.System.CreateAccount("Contoso")).Message);
    }

    [Fact]
    public void Any_other_exception_is_an_unexpected_error_whose_cause_is_in_the_trace()
    {
        _host.On("Create", "account", 20, _ => throw new NotSupportedException("the cause"));

        var fault = Fault(-2147220956, () => _host.System.CreateAccount("Contoso"));

        Assert.Equal("An unexpected error occurred from ISV code.", fault.Message);
        Assert.Contains("the cause", fault.TraceText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_the_platform_that_a_plugin_lets_pass_keeps_its_code()
    {
        _host.On("Create", "account", 20, call => call.System.Retrieve("contact", Guid.NewGuid(), new ColumnSet(true)));

        Fault(-2147220969, () => _host.System.CreateAccount("Contoso"));
    }

    [Fact]
    public void A_trace_keeps_its_newest_10_KB()
    {
        _host.On("Create", "account", 20, call =>
        {
            for (var i = 0; i < 300; i++)
            {
                call.Tracing.Trace("line {0} {1}", i, new string('x', 90));
            }

            throw new InvalidPluginExecutionException("No.");
        });

        var trace = Fault(-2147220891, () => _host.System.CreateAccount("Contoso")).TraceText;

        Assert.InRange(trace.Length, 9_000, 10_800);
        Assert.Contains("line 299 ", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("line 100 ", trace, StringComparison.Ordinal);
    }
}
