using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Hosting;

/// <summary>
/// Cases of methods that return a <c>ValueTask</c>. xunit 2.9 does not wait for it, so that whatever comes after the first await would
/// count as passed: here it is waited for.
/// </summary>
internal static class ValueTaskCases
{
    /// <returns>The case itself, or one that waits in its place.</returns>
    public static IXunitTestCase Replace(IXunitTestCase found)
    {
        if (!ReturnsValueTask(found.TestMethod.Method.ToRuntimeMethod().ReturnType))
        {
            return found;
        }

        return found.GetType() == typeof(XunitTestCase) ? new FactCase(found.TestMethod)
            : found.GetType() == typeof(XunitTheoryTestCase) ? new TheoryCase(found.TestMethod)
            : found;
    }

    private static bool ReturnsValueTask(Type type) =>
        type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private sealed class FactCase(ITestMethod method) : XunitTestCase(new NullMessageSink(), TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, method)
    {
        public override Task<RunSummary> RunAsync(IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
            new FactRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();
    }

    private sealed class TheoryCase(ITestMethod method) : XunitTheoryTestCase(new NullMessageSink(), TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, method)
    {
        public override Task<RunSummary> RunAsync(IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
            new TheoryRunner(this, constructorArguments, diagnosticMessageSink, messageBus, aggregator, cancellationTokenSource).RunAsync();
    }

    private sealed class FactRunner(FactCase testCase, object[] constructorArguments, IMessageBus bus, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestCaseRunner(testCase, testCase.DisplayName, testCase.SkipReason, constructorArguments, null, bus, aggregator, cancellation)
    {
        protected override XunitTestRunner CreateTestRunner(ITest test, IMessageBus messageBus, Type testClass, object[] constructorArguments, MethodInfo testMethod, object[] testMethodArguments, string skipReason, IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
            new TestRunner(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, new ExceptionAggregator(aggregator), cancellationTokenSource);
    }

    private sealed class TheoryRunner(TheoryCase testCase, object[] constructorArguments, IMessageSink diagnostics, IMessageBus bus, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTheoryTestCaseRunner(testCase, testCase.DisplayName, testCase.SkipReason, constructorArguments, diagnostics, bus, aggregator, cancellation)
    {
        protected override XunitTestRunner CreateTestRunner(ITest test, IMessageBus messageBus, Type testClass, object[] constructorArguments, MethodInfo testMethod, object[] testMethodArguments, string skipReason, IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
            new TestRunner(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, new ExceptionAggregator(aggregator), cancellationTokenSource);
    }

    private sealed class TestRunner(ITest test, IMessageBus bus, Type testClass, object[] constructorArguments, MethodInfo method, object[] arguments, string skipReason, IReadOnlyList<BeforeAfterTestAttribute> around, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestRunner(test, bus, testClass, constructorArguments, method, arguments, skipReason, around, aggregator, cancellation)
    {
        protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) =>
            new Invoker(Test, MessageBus, TestClass, ConstructorArguments, TestMethod, TestMethodArguments, BeforeAfterAttributes, aggregator, CancellationTokenSource).RunAsync();
    }

    private sealed class Invoker(ITest test, IMessageBus bus, Type testClass, object[] constructorArguments, MethodInfo method, object[] arguments, IReadOnlyList<BeforeAfterTestAttribute> around, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestInvoker(test, bus, testClass, constructorArguments, method, arguments, around, aggregator, cancellation)
    {
        protected override object CallTestMethod(object testClassInstance) => base.CallTestMethod(testClassInstance) switch
        {
            ValueTask task => task.AsTask(),
            var task => task.GetType().GetMethod(nameof(ValueTask.AsTask))!.Invoke(task, null)!,
        };
    }
}
