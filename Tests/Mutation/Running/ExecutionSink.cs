using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace CrmMilestones.Mutation.Running;

/// <summary>Tells of what xunit runs, and of the members that each test ran.</summary>
sealed class ExecutionSink(Hits hits, TextWriter output, bool stopsAtFirstFailure)
    : LongLivedMarshalByRefObject, IMessageSink
{
    readonly TaskCompletionSource _finished = new();

    public bool HasFailed { get; private set; }

    public void Wait() => _finished.Task.Wait();

    /// <inheritdoc/>
    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseStarting starting:
                // What ran before it, in a fixture, is every test's of the class.
                output.WriteLine(new Answer(AnswerKind.Class, starting.TestClass.Class.Name, Hits: hits.Take()));
                break;
            case IFailureInformation failure:
                HasFailed = true;
                var name = (failure as ITestMessage)?.Test.DisplayName ?? "(outside of a test)";
                var says = failure.Messages.FirstOrDefault() ?? "";
                output.WriteLine(new Answer(AnswerKind.Failure, name, Message: Cut(says)));
                break;
            case ITestCaseFinished finished:
                output.WriteLine(new Answer(
                    AnswerKind.Test, $"{finished.TestClass.Class.Name} {finished.TestMethod.Method.Name}",
                    (int)(finished.ExecutionTime * 1000), hits.Take()));
                break;
            case ITestAssemblyFinished:
                _finished.TrySetResult();
                break;
        }

        return !stopsAtFirstFailure || !HasFailed;
    }

    static string Cut(string message) => message.Length <= 300 ? message : message[..300];
}
