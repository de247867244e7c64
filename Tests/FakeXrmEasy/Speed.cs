using System;
using System.Diagnostics;
using System.Globalization;
using CrmMilestones.Benchmarks.Host;
using FakeXrmEasy;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// What Tests/Benchmarks measures of the embedded host, on FakeXrmEasy: each line says how long one took.
/// </summary>
static class Speed
{
    static int Main(string[] args)
    {
        var rows = args.Length == 0 ? 10_000 : int.Parse(args[0], CultureInfo.InvariantCulture);
        using TestEnvironment store = new();
        Writes("past the plug-ins, in FakeXrmEasy's store alone", store.Rows, rows);
        Query(store.Rows);

        // As a plug-in sends it: before a person's request all rows are copied, which would be measured in its place.
        using TestEnvironment whole = new();
        var service = whole.ServiceFor(null, new XrmFakedPluginExecutionContext { SharedVariables = [] });
        // Fewer, as each create takes longer than the one before.
        Writes("with the solution's steps", service, rows / 50);
        return 0;
    }

    static void Writes(string how, IOrganizationService service, int rows)
    {
        for (var round = 0; round < 3; round++)
        {
            var accounts = new Guid[rows];
            Each($"create {how}", rows, number => accounts[number] = service.Create(WrittenAccount.New(number)));
            Each($"update {how}", rows, number => service.Update(WrittenAccount.Changed(accounts[number], number)));
        }
    }

    static void Query(IOrganizationService service)
    {
        FetchExpression equality = new($"""
            <fetch><entity name="account"><attribute name="accountid" />
              <filter><condition attribute="telephone1" operator="eq" value="{WrittenAccount.Phone}" /></filter>
            </entity></fetch>
            """);
        Each("equality on a text, a page", 3, _ => service.RetrieveMultiple(equality));
    }

    static void Each(string what, int times, Action<int> act)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            act(i);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{what}: {watch.Elapsed.TotalMilliseconds * 1000 / times:0.0} µs each of {times:N0}"));
    }
}
