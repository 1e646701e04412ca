using System.Reflection;
using System.Runtime.CompilerServices;
using CodeRefine.Properties;
using CodeRefine.Properties.Running;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;
using Xunit;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Screening;

/// <summary>Finds the expected checks that can be called without xunit's engine. What is of another shape is left out: only a real run can tell of it.</summary>
internal sealed class CheckCatalogue(Assembly checks, ScreenPlan plan)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly Type[] types = [.. LoadableTypes.Of(checks)];
    private readonly Dictionary<Type, ScreenClass?> classes = [];

    public List<ScreenCheck> Find(IReadOnlyList<ExpectedCheck> expected)
    {
        if (checks.IsDefined(typeof(BeforeAfterTestAttribute)))
        {
            return [];
        }

        var failing = plan.Failing.ToHashSet();
        var found = new List<ScreenCheck>();
        for (var i = 0; i < expected.Count; i++)
        {
            if (Cases(expected[i].Id, failing.Contains(i)) is { Count: > 0 } cases)
            {
                found.Add(new ScreenCheck(i, failing.Contains(i), cases));
            }
        }

        return found;
    }

    private IReadOnlyList<IScreenCase>? Cases(string id, bool failing)
    {
        var dot = id.LastIndexOf('.');
        if (dot < 0 || checks.GetType(id[..dot]) is not { } type || types.Any(t => t.BaseType == type) || ClassOf(type) is not { } owner)
        {
            return null;
        }

        try
        {
            return type.GetMethods(Any).Where(m => m.Name == id[(dot + 1)..]).ToList() is [var method] && HasPlainShape(method) ? Cases(owner, method, failing) : null;
        }
        catch (Exception)
        {
            // Rows or inputs that can't be made: how xunit tells it, the real run says.
            return null;
        }
    }

    private IReadOnlyList<IScreenCase>? Cases(ScreenClass owner, MethodInfo method, bool failing)
    {
        var attribute = method.GetCustomAttributes<FactAttribute>().ToList() is [var only] ? only : null;
        if (attribute is null or { Skip: not null } or { Timeout: > 0 })
        {
            return null;
        }

        if (attribute.GetType() == typeof(FactAttribute))
        {
            return [new MethodCase(owner, method, MethodInvoker.Create(method), static () => [], AssertionPlaces.HasSeveral(method))];
        }

        if (attribute.GetType() == typeof(TheoryAttribute))
        {
            var invoker = MethodInvoker.Create(method);
            return TheoryRows.Of(method) is { } rows ? [.. rows.Select(r => new MethodCase(owner, method, invoker, r, hasPlaces: false))] : null;
        }

        return attribute.GetType() == typeof(PropertyAttribute) ? [new PropertyCase(owner, method, Sample(owner, method, failing))] : null;
    }

    /// <summary>A property that fails only on inputs beyond the sample is tried with all of them.</summary>
    private PropertySample Sample(ScreenClass owner, MethodInfo method, bool failing)
    {
        var sample = new PropertySample(method, plan.PropertyCases);
        if (!failing || sample.IsWhole)
        {
            return sample;
        }

        using var fixtures = new Fixtures();
        return new PropertyCase(owner, method, sample).Run(fixtures, place: false).Passed ? new PropertySample(method, int.MaxValue) : sample;
    }

    private static bool HasPlainShape(MethodInfo method) =>
        !method.ContainsGenericParameters
        && !(method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
        && !method.IsDefined(typeof(BeforeAfterTestAttribute), inherit: true)
        && !method.GetParameters().Any(p => p.ParameterType.IsByRef);

    private ScreenClass? ClassOf(Type type)
    {
        if (!classes.TryGetValue(type, out var found))
        {
            classes.Add(type, found = ScreenClass.Of(type));
        }

        return found;
    }
}
