using System.Reflection;
using CodeRefine.TestHost.Screening;

namespace CodeRefine.TestHost.Plain;

/// <summary>
/// A test class of NUnit or MSTest. Each case gets an instance of its own, set up and torn down for it alone: where a class keeps state from one test to the
/// next, its tests do otherwise here than by their own runner, and the caller, who compares the two, leaves them out.
/// </summary>
internal sealed class PlainClass
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly string[] before = [PlainNames.NUnit + "OneTimeSetUpAttribute", PlainNames.MSTest + "ClassInitializeAttribute", PlainNames.NUnit + "SetUpAttribute", PlainNames.MSTest + "TestInitializeAttribute"];
    private static readonly string[] after = [PlainNames.NUnit + "TearDownAttribute", PlainNames.MSTest + "TestCleanupAttribute", PlainNames.NUnit + "OneTimeTearDownAttribute", PlainNames.MSTest + "ClassCleanupAttribute"];
    private readonly ConstructorInfo? constructor;
    private readonly List<MethodInfo> setUp;
    private readonly List<MethodInfo> tearDown;

    private PlainClass(Type type, ConstructorInfo? constructor)
    {
        this.constructor = constructor;
        var chain = Chain(type).ToList();
        setUp = [.. before.SelectMany(name => Enumerable.Reverse(chain).SelectMany(t => t.GetMethods(Any)).Where(m => PlainNames.Has(m, name)))];
        tearDown = [.. after.SelectMany(name => chain.SelectMany(t => t.GetMethods(Any)).Where(m => PlainNames.Has(m, name)))];
    }

    /// <returns>Null where the class is of a shape that only its own runner knows.</returns>
    public static PlainClass? Of(Type type)
    {
        if (type.ContainsGenericParameters || PlainNames.Attributes(type, PlainNames.NUnit + "TestFixtureAttribute").Any(a => PlainNames.Value(a, "Arguments") is object[] { Length: > 0 }) || PlainNames.Has(type, PlainNames.NUnit + "TestFixtureSourceAttribute"))
        {
            return null;
        }

        return type.IsAbstract ? (type.IsSealed ? new PlainClass(type, null) : null)
            : type.GetConstructor(Type.EmptyTypes) is { } constructor ? new PlainClass(type, constructor)
            : null;
    }

    /// <summary>Sets up, does it, and tears down. What throws is thrown as it is.</summary>
    public void With(Action<object?> test)
    {
        var instance = constructor?.Invoke(BindingFlags.DoNotWrapExceptions, null, [], null);
        try
        {
            setUp.ForEach(m => Call(m, instance));
            test(instance);
        }
        finally
        {
            tearDown.ForEach(m => Call(m, instance));
            if (instance is not null)
            {
                Fixtures.Release(instance);
            }
        }
    }

    /// <summary>MSTest hands a context to the class's own initialisation, which few look at.</summary>
    private static void Call(MethodInfo method, object? instance) =>
        Waiting.For(method.Invoke(method.IsStatic ? null : instance, BindingFlags.DoNotWrapExceptions, null, new object?[method.GetParameters().Length], null));

    private static IEnumerable<Type> Chain(Type type)
    {
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            yield return at;
        }
    }
}
