using System.Reflection;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Screening;

namespace CodeRefine.TestHost.Plain;

/// <summary>Finds the expected tests of NUnit or MSTest that can be called without their engines. What is of another shape is left out: only its own runner can tell of it.</summary>
internal sealed class PlainCatalogue(Assembly checks)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
    private static readonly string[] ignoring = [PlainNames.NUnit + "IgnoreAttribute", PlainNames.NUnit + "ExplicitAttribute", PlainNames.MSTest + "IgnoreAttribute"];

    /// <summary>Set-up of the whole assembly or of a namespace, which no single test does for itself.</summary>
    private readonly bool hasWideSetUp = LoadableTypes.Of(checks).Any(IsWideSetUp);

    private static bool IsWideSetUp(Type type)
    {
        try
        {
            return PlainNames.Has(type, PlainNames.NUnit + "SetUpFixtureAttribute") || type.GetMethods(Any).Any(m => PlainNames.Has(m, PlainNames.MSTest + "AssemblyInitializeAttribute"));
        }
        catch (Exception e) when (LoadableTypes.IsMissing(e))
        {
            return false;
        }
    }

    /// <returns>The cases, or why there are none: it is skipped, or of another shape.</returns>
    public (IReadOnlyList<PlainCase> Cases, string? Skipped) Of(string id)
    {
        var dot = id.LastIndexOf('.');
        if (hasWideSetUp || dot < 0 || checks.GetType(id[..dot]) is not { } type || type.GetMethods(Any).Where(m => m.Name == id[(dot + 1)..]).ToList() is not [var method])
        {
            return ([], null);
        }

        if (PlainNames.Has(type, ignoring) || PlainNames.Has(method, ignoring))
        {
            return ([], "Its own attribute skips it.");
        }

        return (PlainClass.Of(type) is { } owner ? PlainCases.Of(owner, method) ?? [] : [], null);
    }

    /// <summary>For screening.</summary>
    public List<ScreenCheck> Find(IReadOnlyList<ExpectedCheck> expected, ScreenPlan plan)
    {
        var failing = plan.Failing.ToHashSet();
        var found = new List<ScreenCheck>();
        for (var i = 0; i < expected.Count; i++)
        {
            if (Of(expected[i].Id).Cases is { Count: > 0 } cases)
            {
                found.Add(new ScreenCheck(i, failing.Contains(i), [.. cases]));
            }
        }

        return found;
    }
}
