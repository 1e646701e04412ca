using Xunit.Sdk;
using Xunit.v3;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>xunit's runner of an assembly, in the expected order, for an assembly that has no file.</summary>
internal sealed class OrderedAssemblyRunner(ExpectedOrder order) : XunitTestAssemblyRunner
{
    public async Task RunAsync(IXunitTestAssembly assembly, IReadOnlyCollection<IXunitTestCase> cases, IMessageBus bus)
    {
        await using var context = new Context(assembly, cases, bus);
        await context.InitializeAsync();
        await Run(context);
    }

    // The base sends a message first that must name the assembly's file; without one every test would fail.
    protected override async ValueTask<bool> OnTestAssemblyStarting(XunitTestAssemblyRunnerContext ctxt)
    {
        await ctxt.Aggregator.RunAsync(() => ctxt.AssemblyFixtureMappings.InitializeAsync(ctxt.TestAssembly.AssemblyFixtureTypes, createInstances: ctxt.TestCases.Any(c => c.SkipReason is null || c.SkipUnless is not null || c.SkipWhen is not null)));
        return true;
    }

    // Gives way to an orderer that the checks' own assembly names, as the order of cases does.
    protected override List<(IXunitTestCollection Collection, List<IXunitTestCase> TestCases)> OrderTestCollections(XunitTestAssemblyRunnerContext ctxt) =>
        ctxt.AssemblyTestCollectionOrderer is not null
            ? base.OrderTestCollections(ctxt)
            : [.. ctxt.TestCases.GroupBy(c => c.TestCollection, TestCollectionComparer<IXunitTestCollection>.Instance).OrderBy(g => order.PlaceOf(g.Key)).Select(g => (g.Key, g.ToList()))];

    protected override ValueTask<RunSummary> RunTestCollection(XunitTestAssemblyRunnerContext ctxt, IXunitTestCollection testCollection, IReadOnlyCollection<IXunitTestCase> testCases) =>
        CollectionRunner.One.Run(testCollection, testCases, ctxt.ExplicitOption, ctxt.MessageBus, ctxt.AssemblyTestCaseOrderer ?? order, ctxt.Aggregator.Clone(), ctxt.CancellationTokenSource, ctxt.AssemblyFixtureMappings);

    private sealed class Context(IXunitTestAssembly assembly, IReadOnlyCollection<IXunitTestCase> cases, IMessageBus bus)
        : XunitTestAssemblyRunnerContext(assembly, cases, NoSink.Instance, new RunOptions(), CancellationToken.None)
    {
        protected override IMessageBus CreateMessageBus() => bus;
    }

    /// <summary>Classes in the order of their first checks; xunit's own has them by a hash.</summary>
    private sealed class CollectionRunner : XunitTestCollectionRunner
    {
        public static readonly CollectionRunner One = new();

        protected override async ValueTask<RunSummary> RunTestClasses(XunitTestCollectionRunnerContext ctxt, Exception? exception)
        {
            var summary = default(RunSummary);
            foreach (var cases in ctxt.TestCases.GroupBy(c => c.TestClass, TestClassComparer.Instance))
            {
                var testClass = (IXunitTestClass?)cases.Key;
                summary.Aggregate(exception is null ? await RunTestClass(ctxt, testClass, [.. cases]) : await FailTestClass(ctxt, testClass, [.. cases], exception));
                if (ctxt.CancellationTokenSource.IsCancellationRequested)
                {
                    break;
                }
            }

            return summary;
        }
    }

    /// <summary>Everything goes to the bus.</summary>
    private sealed class NoSink : IMessageSink
    {
        public static readonly NoSink Instance = new();

        public bool OnMessage(IMessageSinkMessage message) => true;
    }
}
