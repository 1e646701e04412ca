using System.Reflection;
using Xunit;
using Xunit.v3;

namespace CodeRefine.Properties.Running;

/// <summary>Where xunit would call the method once, runs the whole property.</summary>
internal static class PropertyInvoker
{
    /// <param name="first">The instance that xunit made and will dispose of; null for a static method.</param>
    public static async ValueTask RunAsync(XunitTestRunnerContext context, object? first)
    {
        var method = context.Test.TestMethod.Method;
        var body = new PropertyBody(method, context.Test.TestMethod.TestClass.Class, Constructed(context.ConstructorArguments), first);
        try
        {
            await new PropertyRun(method, method.GetCustomAttribute<PropertyAttribute>()!, body.InvokeAsync, TestContext.Current.CancellationToken).RunAsync();
        }
        catch (PropertyFalsifiedException e)
        {
            // For runners that want the parts and not the words.
            context.MessageBus.QueueMessage(new PropertyFalsifiedMessage(context.Test.UniqueID, e.Falsification));
            throw;
        }
    }

    // xunit hands some arguments over as functions that it calls when an instance is made.
    private static object[] Constructed(object?[] arguments) => [.. arguments.Select(a => a is Func<ITestOutputHelper?> output ? output()! : a!)];
}
