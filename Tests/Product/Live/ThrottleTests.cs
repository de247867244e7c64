using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.ServiceModel;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Live;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Live;

/// <summary>Requests to an organization that is busy, or whose line breaks.</summary>
public class ThrottleTests
{
    readonly VirtualClock _clock = new();
    readonly List<DateTimeOffset> _sent = [];
    readonly Queue<Exception> _failures = [];
    readonly DateTimeOffset _start;

    public ThrottleTests() => _start = _clock.Now;

    [Theory]
    [InlineData(-2147015902)] // 6,000 requests in five minutes
    [InlineData(-2147015903)] // 20 minutes of work in five minutes
    [InlineData(-2147015898)] // 52 requests at once
    public async Task A_busy_organization_is_left_alone_for_as_long_as_it_asks(int code)
    {
        _failures.Enqueue(Busy(code, TimeSpan.FromSeconds(37)));

        await Send("Create");

        Assert.Equal([_start, _start.AddSeconds(37)], _sent);
    }

    [Fact]
    public async Task When_one_is_asked_to_wait_all_do()
    {
        var service = new Throttle(_clock).Over(Organization());
        _failures.Enqueue(Busy(-2147015902, TimeSpan.FromSeconds(60)));
        var first = service.ExecuteAsync(new OrganizationRequest("WhoAmI"));

        await Task.WhenAll([first, .. Enumerable.Range(0, 8).Select(_ =>
            service.ExecuteAsync(new OrganizationRequest("WhoAmI")))]);

        Assert.Equal(_start, _sent[0]);
        Assert.Equal(10, _sent.Count);
        Assert.All(_sent.Skip(1), moment => Assert.Equal(_start.AddSeconds(60), moment));
    }

    [Fact]
    public async Task It_is_asked_again_however_often_it_is_busy()
    {
        for (var i = 0; i < 50; i++)
        {
            _failures.Enqueue(Busy(-2147015903, TimeSpan.FromSeconds(300)));
        }

        await Send("Create");

        Assert.Equal(_start.AddSeconds(50 * 300), _sent[^1]);
    }

    [Fact]
    public async Task A_busy_organization_that_says_no_time_is_left_alone_for_ten_seconds()
    {
        _failures.Enqueue(Busy(-2147015898, null));

        await Send("Create");

        Assert.Equal([_start, _start.AddSeconds(10)], _sent);
    }

    [Fact]
    public async Task What_reads_is_sent_again_after_a_broken_line_ever_later_and_five_times_in_all()
    {
        for (var i = 0; i < 5; i++)
        {
            _failures.Enqueue(new HttpRequestException("The line broke."));
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => Send("RetrieveMultiple"));

        Assert.Equal(5, _sent.Count);
        Assert.True(_sent[^1] > _sent[0].AddSeconds(5));
    }

    [Fact]
    public async Task What_may_have_been_created_is_not_created_again()
    {
        _failures.Enqueue(new HttpRequestException("The line broke."));

        await Assert.ThrowsAsync<HttpRequestException>(() => Send("Create"));

        Assert.Single(_sent);
    }

    [Fact]
    public async Task A_refusal_is_the_callers()
    {
        _failures.Enqueue(Fault(-2147220891, null));

        await Assert.ThrowsAsync<FaultException<OrganizationServiceFault>>(() => Send("RetrieveMultiple"));

        Assert.Single(_sent);
    }

    Task<OrganizationResponse> Send(string message) =>
        new Throttle(_clock).Over(Organization()).ExecuteAsync(new(message));

    RequestService Organization() => new((_, _) =>
    {
        _sent.Add(_clock.Now);
        return _failures.TryDequeue(out var failure)
            ? Task.FromException<OrganizationResponse>(failure)
            : Task.FromResult(new OrganizationResponse());
    });

    /// <summary>As the client gives it, wrapped.</summary>
    static InvalidOperationException Busy(int code, TimeSpan? wait) => new("The client says", Fault(code, wait));

    static FaultException<OrganizationServiceFault> Fault(int code, TimeSpan? wait)
    {
        OrganizationServiceFault fault = new() { ErrorCode = code, Message = "Dataverse says" };
        if (wait is { } time)
        {
            fault.ErrorDetails["Retry-After"] = time;
        }

        return new(fault, fault.Message);
    }
}
