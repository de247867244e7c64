using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Benchmarks.Host;

/// <summary>A write of an account, with our plug-ins and past them; the floor keeps a copy of the row in memory.</summary>
[MemoryDiagnoser]
public class HostWrites
{
    const int Many = 1_000;

    readonly Dictionary<Guid, Entity> _floor = [];
    DataverseHost _host = null!;
    Guid[] _accounts = [];
    int _written;

    [GlobalSetup]
    public void Start()
    {
        _host = Package.NewHost();
        _accounts = [.. Enumerable.Range(0, Many).Select(_ => _host.System.Create(Account()))];
    }

    [GlobalCleanup]
    public void Stop() => _host.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Many)]
    public void Floor()
    {
        foreach (var account in _accounts)
        {
            _floor[account] = Changed(account);
        }
    }

    [Benchmark(OperationsPerInvoke = Many)]
    public void Create()
    {
        for (var i = 0; i < Many; i++)
        {
            _host.System.Create(Account());
        }
    }

    [Benchmark(OperationsPerInvoke = Many)]
    public void Update() => OneByOne(bypass: false);

    [Benchmark(OperationsPerInvoke = Many)]
    public void Update_past_the_plug_ins() => OneByOne(bypass: true);

    [Benchmark(OperationsPerInvoke = Many)]
    public void UpdateMultiple() => _host.System.Execute(new UpdateMultipleRequest
    {
        Targets = new([.. _accounts.Select(Changed)]) { EntityName = "account" },
    });

    void OneByOne(bool bypass)
    {
        foreach (var account in _accounts)
        {
            UpdateRequest request = new() { Target = Changed(account) };
            if (bypass)
            {
                request.Parameters[ManyAccounts.Bypass] = ManyAccounts.BypassAll;
            }

            _host.System.Execute(request);
        }
    }

    Entity Account() => WrittenAccount.New(++_written);

    Entity Changed(Guid account) => WrittenAccount.Changed(account, ++_written);
}
