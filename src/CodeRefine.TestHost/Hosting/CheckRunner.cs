using System.Reflection;
using CodeRefine.Properties.Running;
using CodeRefine.TestHost.Protocol;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Hosting;

/// <summary>Finds the expected checks with xunit's own discoverer and runs them with its own runner, one after the other, in the expected order.</summary>
internal static class CheckRunner
{
    /// <param name="candidate">Null where the checks are the host's own.</param>
    public static void Run(Assembly checks, Assembly? candidate, HostJob job, CandidateProbe? probe, Reporter reporter, ConsoleTap console)
    {
        PropertySeed.OfRun = job.Seed;
        var assembly = Reflector.Wrap(checks);
        var order = new ExpectedOrder(job.Expected);
        var found = Discovery.Find(assembly, order);
        using var swallowed = candidate is null ? null : new SwallowedAssertions(candidate);
        var outcomes = new Outcomes(order, probe, reporter, console, swallowed);
        outcomes.ReportBroken(found.Broken);
        using var bus = new ReportBus(outcomes, job.FailFast);
        using var runner = new OrderedRunner(new TestAssembly(assembly), found.Cases, bus, order, new RunOptions());

        // On the main thread, whose stack is as large as that of any program's Main.
        Uninterrupted.Wait(runner.RunAsync());
    }

    private sealed class OrderedRunner : XunitTestAssemblyRunner
    {
        private readonly ReportBus bus;

        public OrderedRunner(ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, ReportBus bus, ExpectedOrder order, ITestFrameworkExecutionOptions options)
            : base(assembly, cases, new NullMessageSink(), bus, options)
        {
            this.bus = bus;

            // Both give way to an orderer that the checks' own assembly names.
            TestCaseOrderer = order;
            TestCollectionOrderer = order;
        }

        protected override IMessageBus CreateMessageBus() => bus;
    }
}
