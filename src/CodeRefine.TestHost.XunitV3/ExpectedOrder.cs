using CodeRefine.TestHost.Protocol;
using Xunit.Sdk;
using Xunit.v3;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>Which expected check a test case belongs to, and the order of the expected ones.</summary>
internal sealed class ExpectedOrder : ITestCaseOrderer
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    // xunit's messages name methods, classes and collections by its own ids.
    private readonly Dictionary<string, List<string>> checks = new(StringComparer.Ordinal);

    public ExpectedOrder(IEnumerable<ExpectedCheck> expected)
    {
        foreach (var check in expected)
        {
            places.TryAdd(check.Id, places.Count);
        }
    }

    /// <returns>The check's id, or null where the case was not asked for.</returns>
    public string? IdOf(IXunitTestMethod method)
    {
        var id = $"{method.TestClass.Class.FullName}.{method.MethodName}";
        if (places.ContainsKey(id))
        {
            return id;
        }

        // A test that a class inherits is declared, and so expected, under its base.
        var declared = $"{method.Method.DeclaringType?.FullName}.{method.MethodName}";
        return places.ContainsKey(declared) ? declared : null;
    }

    /// <summary>Whether a class may hold an expected check.</summary>
    public bool Wants(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            var prefix = at.FullName + ".";
            if (places.Keys.Any(id => id.StartsWith(prefix, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The cases in order, each noted under the ids that messages will name it by.</summary>
    public IReadOnlyCollection<IXunitTestCase> Note(IEnumerable<IXunitTestCase> cases)
    {
        var ordered = cases.OrderBy(c => places[IdOf(c.TestMethod)!]).ToList();
        foreach (var found in ordered)
        {
            var id = IdOf(found.TestMethod)!;
            foreach (var key in (string[])[found.TestMethod.UniqueID, found.TestClass.UniqueID, found.TestCollection.UniqueID, found.TestCollection.TestAssembly.UniqueID])
            {
                if (!checks.TryGetValue(key, out var list))
                {
                    checks.Add(key, list = []);
                }

                if (!list.Contains(id))
                {
                    list.Add(id);
                }
            }
        }

        return ordered;
    }

    /// <summary>The checks of a method, class, collection or assembly, by xunit's id of it, in order.</summary>
    public IReadOnlyList<string> ChecksOf(string? uniqueId) => uniqueId is not null && checks.TryGetValue(uniqueId, out var found) ? found : [];

    /// <summary>Those before all others whose first check stands before theirs.</summary>
    public int PlaceOf(ITestCollection collection) => ChecksOf(collection.UniqueID) is [var first, ..] ? places[first] : int.MaxValue;

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases) where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(c => c is IXunitTestCase own && IdOf(own.TestMethod) is { } id ? places[id] : int.MaxValue)];
}
