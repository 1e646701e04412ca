using System.Reflection;
using CodeRefine.TestHost.Screening;

namespace CodeRefine.TestHost.Plain;

/// <summary>One test, or one of its cases.</summary>
/// <param name="Name">As shown: the method with the case's arguments.</param>
/// <param name="Arguments">Makes them, anew where a test could change them.</param>
/// <param name="Expected">What the test must return, where its attribute says so.</param>
/// <param name="Throws">Type of exception that it must throw, where its attribute says so.</param>
internal sealed record PlainCase(PlainClass Class, MethodInfo Method, string Name, Func<object?[]> Arguments, (bool Given, object? Value) Expected, Type? Throws) : IScreenCase
{
    public CaseResult Run(Fixtures fixtures, bool place)
    {
        try
        {
            Call();
            return CaseResult.Good;
        }
        catch (Exception e)
        {
            return PlainNames.MeansPassed(e) ? CaseResult.Good : new CaseResult(false, place ? AssertionPlaces.Of(e, Method) : 0);
        }
    }

    /// <summary>Throws what the test does.</summary>
    public void Call() => Class.With(instance =>
    {
        object? result;
        try
        {
            result = Result(Method.Invoke(Method.IsStatic ? null : instance, BindingFlags.DoNotWrapExceptions, null, Arguments(), null));
        }
        catch (Exception e) when (Throws is { } wanted && wanted.IsInstanceOfType(e))
        {
            return;
        }

        if (Throws is { } missing)
        {
            throw new PlainFailureException($"Expected an exception of type {missing.FullName}, and none was thrown.", missing.FullName!, "no exception");
        }

        if (Expected.Given && !Equals(Converted(Expected.Value, Method.ReturnType), result))
        {
            throw new PlainFailureException($"Expected: {Expected.Value ?? "null"}\nBut was: {result ?? "null"}", $"{Expected.Value ?? "null"}", $"{result ?? "null"}");
        }
    });

    /// <summary>An argument as the parameter's type wants it, as the frameworks convert constants.</summary>
    public static object? Converted(object? value, Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || wanted.IsInstanceOfType(value))
        {
            return value;
        }

        return wanted.IsEnum ? Enum.ToObject(wanted, value)
            : value is IConvertible && typeof(IConvertible).IsAssignableFrom(wanted) ? Convert.ChangeType(value, wanted, System.Globalization.CultureInfo.InvariantCulture)
            : value is string text && System.ComponentModel.TypeDescriptor.GetConverter(wanted) is { } converter && converter.CanConvertFrom(typeof(string)) ? converter.ConvertFromInvariantString(text)
            : value;
    }

    private static object? Result(object? returned)
    {
        Waiting.For(returned);
        return returned?.GetType() is { IsGenericType: true } type && returned is Task ? type.GetProperty("Result")?.GetValue(returned) : returned;
    }
}

/// <summary>What a test's attributes ask for did not come.</summary>
internal sealed class PlainFailureException(string message, string expected, string actual) : Exception(message)
{
    public string Expected { get; } = expected;
    public string Actual { get; } = actual;
}
