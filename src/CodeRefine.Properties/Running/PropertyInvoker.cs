using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CodeRefine.Properties.Running;

/// <summary>Where xunit would call the method once, runs the whole property.</summary>
// xunit counts arguments before it calls: it is given as many as there are parameters, and they are never used.
internal sealed class PropertyInvoker(ITest test, IMessageBus bus, Type testClass, object[] constructorArguments, MethodInfo method, IReadOnlyList<BeforeAfterTestAttribute> around, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
    : XunitTestInvoker(test, bus, testClass, constructorArguments, method, new object[method.GetParameters().Length], around, aggregator, cancellation)
{
    protected override object CallTestMethod(object testClassInstance) => RunAsync(testClassInstance);

    private async Task RunAsync(object? first)
    {
        var body = new PropertyBody(TestMethod, TestClass, ConstructorArguments, first);
        try
        {
            await new PropertyRun(TestMethod, TestMethod.GetCustomAttribute<PropertyAttribute>()!, body.InvokeAsync, CancellationTokenSource.Token).RunAsync();
        }
        catch (PropertyFalsifiedException e)
        {
            // For runners that want the parts and not the words.
            MessageBus.QueueMessage(new PropertyFalsifiedMessage(Test, e.Falsification));
            throw;
        }
    }
}
