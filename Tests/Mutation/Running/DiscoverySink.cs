using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace CrmMilestones.Mutation.Running;

/// <summary>Collects the tests that xunit finds.</summary>
sealed class DiscoverySink : LongLivedMarshalByRefObject, IMessageSink
{
    readonly TaskCompletionSource _finished = new();
    readonly List<ITestCase> _tests = [];

    /// <summary>The tests, once all are found.</summary>
    public IReadOnlyList<ITestCase> Wait()
    {
        _finished.Task.Wait();
        return _tests;
    }

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage found:
                _tests.Add(found.TestCase);
                break;
            case IDiscoveryCompleteMessage:
                _finished.TrySetResult();
                break;
        }

        return true;
    }
}
