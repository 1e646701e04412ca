using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace CodeRefine.Properties.Running;

/// <summary>Calls the property's method for one input.</summary>
internal sealed class PropertyBody
{
    private readonly MethodInfo method;
    private readonly Type type;
    private readonly object[] constructorArguments;
    private readonly bool hasState;
    private object? first;

    /// <param name="first">The instance that xunit made and will dispose of; null for a static method.</param>
    public PropertyBody(MethodInfo method, Type type, object[] constructorArguments, object? first)
    {
        this.method = method;
        this.type = type;
        this.constructorArguments = constructorArguments;
        this.first = first;
        hasState = first is not null && HasFields(type);
        if (method.ReturnType == typeof(void) && method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
        {
            throw new InvalidPropertyException($"{method.Name} is async void, so that nobody can wait for it: return Task.");
        }
    }

    /// <returns>Whether the property holds.</returns>
    public async Task<bool> InvokeAsync(object?[] arguments)
    {
        if (first is { } instance && !hasState)
        {
            return await CallAsync(instance, arguments);
        }

        if (Interlocked.Exchange(ref first, null) is { } given)
        {
            return await CallAsync(given, arguments);
        }

        return hasState ? await CallOnNewAsync(arguments) : await CallAsync(null, arguments);
    }

    // What one input left in a field shall not meet the next.
    private async Task<bool> CallOnNewAsync(object?[] arguments)
    {
        var instance = type.GetConstructors().Single().Invoke(BindingFlags.DoNotWrapExceptions, null, constructorArguments, null);
        try
        {
            await Lifetime.BeginAsync(instance);
            return await CallAsync(instance, arguments);
        }
        finally
        {
            await Lifetime.EndAsync(instance);
        }
    }

    private async Task<bool> CallAsync(object? instance, object?[] arguments)
    {
        var result = Call(instance, arguments);
        switch (result)
        {
            case null when method.ReturnType == typeof(void):
                return true;
            case bool holds:
                return holds;
            case Task<bool> task:
                return await task;
            case Task task:
                await task;
                return true;
            case ValueTask<bool> task:
                return await task;
            case ValueTask task:
                await task;
                return true;
            default:
                throw new InvalidPropertyException($"{method.Name} returns {method.ReturnType.Name}: a property returns nothing, bool, or a Task or ValueTask of these.");
        }
    }

    private object? Call(object? instance, object?[] arguments)
    {
        try
        {
            return method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private static bool HasFields(Type type)
    {
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            if (t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Length > 0)
            {
                return true;
            }
        }

        return false;
    }
}
