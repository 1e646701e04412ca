using System.ComponentModel;
using Xunit.Sdk;
using Xunit.v3;

namespace CodeRefine.Properties.Running;

/// <summary>A property as a case of xunit's.</summary>
public sealed class PropertyTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For xunit's deserialiser only.")]
    public PropertyTestCase() { }

    internal PropertyTestCase(IXunitTestMethod method, string displayName, string uniqueId, bool isExplicit, Type[]? skipExceptions, string? skipReason, Type? skipType, string? skipUnless, string? skipWhen, int timeout)
        : base(method, displayName, uniqueId, isExplicit, skipExceptions, skipReason, skipType, skipUnless, skipWhen, timeout: timeout) { }

    public async ValueTask<RunSummary> Run(ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource)
    {
        var tests = await CreateTests();
        return await CaseRunner.One.Run(this, tests, messageBus, aggregator, cancellationTokenSource, TestCaseDisplayName, SkipReason, explicitOption, constructorArguments);
    }

    private sealed class CaseRunner : XunitTestCaseRunner
    {
        public static readonly CaseRunner One = new();

        protected override ValueTask<RunSummary> RunTest(XunitTestCaseRunnerContext ctxt, IXunitTest test) =>
            TestRunner.One.Run(test, ctxt.MessageBus, ctxt.ConstructorArguments, ctxt.ExplicitOption, ctxt.Aggregator.Clone(), ctxt.CancellationTokenSource, ctxt.BeforeAfterTestAttributes);
    }

    private sealed class TestRunner : XunitTestRunner
    {
        public static readonly TestRunner One = new();

        protected override ValueTask<TimeSpan> InvokeTest(XunitTestRunnerContext ctxt, object? testClassInstance) =>
            ExecutionTimer.MeasureAsync(() => ctxt.Aggregator.RunAsync(() => PropertyInvoker.RunAsync(ctxt, testClassInstance)));
    }
}
