using System.Reflection;
using Xunit;
using Xunit.Abstractions;

namespace CodeRefine.TestHost.Screening;

/// <summary>A test class that can be made without xunit's engine: one constructor that takes class fixtures and an output helper, or nothing.</summary>
internal sealed class ScreenClass
{
    private readonly ConstructorInvoker? constructor;
    private readonly Type[] parameters;

    private ScreenClass(Type type, ConstructorInfo? constructor)
    {
        Type = type;
        this.constructor = constructor is null ? null : ConstructorInvoker.Create(constructor);
        parameters = [.. constructor?.GetParameters().Select(p => p.ParameterType) ?? []];
    }

    public Type Type { get; }

    /// <returns>Null where the class is of another shape.</returns>
    public static ScreenClass? Of(Type type)
    {
        if (type.ContainsGenericParameters || type.IsDefined(typeof(Xunit.Sdk.BeforeAfterTestAttribute), inherit: true))
        {
            return null;
        }

        if (type.IsAbstract)
        {
            // A static class; of an abstract one the tests run in others.
            return type.IsSealed ? new ScreenClass(type, null) : null;
        }

        var constructors = type.GetConstructors();
        return constructors.Length == 1 && constructors[0].GetParameters().All(p => CanMake(type, p.ParameterType)) && FixturesOf(type).All(IsSimple)
            ? new ScreenClass(type, constructors[0])
            : null;
    }

    public object?[] Arguments(Fixtures fixtures) =>
        parameters.Length == 0 ? [] : [.. parameters.Select(p => p == typeof(ITestOutputHelper) ? SilentOutput.Instance : fixtures.Of(Type, p))];

    /// <returns>Null for a static class.</returns>
    public object? Make(object?[] arguments)
    {
        var instance = constructor?.Invoke(arguments.AsSpan());
        if (instance is IAsyncLifetime lifetime)
        {
            Waiting.For(lifetime.InitializeAsync());
        }

        return instance;
    }

    private static bool CanMake(Type type, Type parameter) => parameter == typeof(ITestOutputHelper) || FixturesOf(type).Contains(parameter);

    private static IEnumerable<Type> FixturesOf(Type type) =>
        type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IClassFixture<>)).Select(i => i.GetGenericArguments()[0]);

    private static bool IsSimple(Type fixture) => !fixture.IsAbstract && fixture.GetConstructors() is [var only] && only.GetParameters().Length == 0;

    private sealed class SilentOutput : ITestOutputHelper
    {
        public static readonly SilentOutput Instance = new();

        public void WriteLine(string message) { }
        public void WriteLine(string format, params object[] args) { }
    }
}
