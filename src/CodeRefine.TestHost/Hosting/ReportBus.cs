using CodeRefine.Properties.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Hosting;

/// <summary>Takes xunit's messages on the thread that sends them, so that a report is out before the next check can end the process.</summary>
internal sealed class ReportBus(Outcomes outcomes, bool failFast) : IMessageBus, IMessageSink
{
    private readonly Lock gate = new();

    /// <returns>False to stop the run after what is going on.</returns>
    public bool QueueMessage(IMessageSinkMessage message)
    {
        lock (gate)
        {
            Take(message);
            return !(failFast && outcomes.AnyFailed);
        }
    }

    public bool OnMessage(IMessageSinkMessage message) => QueueMessage(message);

    public void Dispose() { }

    private void Take(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCollectionStarting m:
                outcomes.Begin(m.TestCases);
                break;
            case ITestClassStarting m:
                outcomes.Begin(m.TestCases);
                break;
            case ITestMethodStarting m:
                outcomes.Begin(m.TestCases);
                break;
            case ITestPassed m:
                outcomes.Passed(m);
                break;
            case PropertyFalsifiedMessage m:
                outcomes.Falsified(m.Falsification);
                break;
            case ITestFailed m:
                outcomes.Failed(m);
                break;
            case ITestSkipped m:
                outcomes.Skipped(m);
                break;
            case ITestMethodFinished m:
                outcomes.End(m.TestMethod);
                break;
            case ITestMethodCleanupFailure or ITestCaseCleanupFailure or ITestCleanupFailure:
                outcomes.Broken(((IExecutionMessage)message).TestCases, (IFailureInformation)message, "clean-up");
                break;
            case ITestClassCleanupFailure or ITestCollectionCleanupFailure or ITestAssemblyCleanupFailure or IErrorMessage:
                outcomes.BrokenAfterwards(((IExecutionMessage)message).TestCases, (IFailureInformation)message, "clean-up");
                break;
        }
    }
}
