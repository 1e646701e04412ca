using CodeRefine.Properties.Running;
using Xunit.Sdk;
using Xunit.v3;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>Takes xunit's messages on the thread that sends them, so that a report is out before the next check can end the process.</summary>
internal sealed class ReportBus(Outcomes outcomes, bool failFast) : IMessageBus
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

    public void Dispose() { }

    private void Take(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestAssemblyCleanupFailure m:
                outcomes.BrokenAfterwards(m.AssemblyUniqueID, m);
                break;
            case ITestCollectionStarting m:
                outcomes.Begin(m.TestCollectionUniqueID);
                break;
            case ITestCollectionCleanupFailure m:
                outcomes.BrokenAfterwards(m.TestCollectionUniqueID, m);
                break;
            case ITestClassStarting m:
                outcomes.Begin(m.TestClassUniqueID);
                break;
            case ITestClassCleanupFailure m:
                outcomes.BrokenAfterwards(m.TestClassUniqueID, m);
                break;
            case ITestMethodStarting m:
                outcomes.Begin(m.TestMethodUniqueID);
                break;
            case ITestMethodFinished m:
                outcomes.End(m.TestMethodUniqueID);
                break;
            case ITestMethodCleanupFailure or ITestCaseCleanupFailure or ITestCleanupFailure:
                outcomes.Broken(((ITestMethodMessage)message).TestMethodUniqueID, (IErrorMetadata)message);
                break;
            case IErrorMessage m:
                outcomes.BrokenSomewhere(m);
                break;
            default:
                TakeResult(message);
                break;
        }
    }

    private void TakeResult(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestStarting m:
                outcomes.Starting(m);
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
            case ITestNotRun m:
                outcomes.NotRun(m);
                break;
        }
    }
}
