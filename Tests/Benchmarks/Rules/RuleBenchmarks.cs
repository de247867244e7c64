using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Benchmarks.Rules;

/// <summary>A save before the rules: all that is wrong with it, and what the server writes into it.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    const int Saves = 60_000;

    IReadOnlyList<(CustomerFacts Before, CustomerFacts Submitted)> _saves = [];

    [GlobalSetup]
    public void Make() => _saves = RandomSaves.Of(Saves);

    [Benchmark(OperationsPerInvoke = Saves)]
    public int Check()
    {
        var problems = 0;
        foreach (var (before, submitted) in _saves)
        {
            problems += SaveRules.Check(new(before, submitted, RandomSaves.Now, RandomSaves.Person)).Count;
        }

        return problems;
    }

    [Benchmark(OperationsPerInvoke = Saves)]
    public int CheckAndServerColumns()
    {
        var found = 0;
        foreach (var (before, submitted) in _saves)
        {
            CustomerChange change = new(before, submitted, RandomSaves.Now, RandomSaves.Person);
            found += SaveRules.Check(change) is { Count: > 0 } problems
                ? problems.Count : ServerColumns.For(change, () => 1033).Count;
        }

        return found;
    }
}
