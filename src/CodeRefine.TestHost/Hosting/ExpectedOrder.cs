using CodeRefine.TestHost.Protocol;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Hosting;

/// <summary>Which expected check a test case belongs to, and the order of the expected ones.</summary>
internal sealed class ExpectedOrder : ITestCaseOrderer, ITestCollectionOrderer
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> collections = [];

    public ExpectedOrder(IEnumerable<ExpectedCheck> expected)
    {
        foreach (var check in expected)
        {
            places.TryAdd(check.Id, places.Count);
        }
    }

    public IEnumerable<string> Ids => places.Keys;

    /// <returns>The check's id, or null where the case was not asked for.</returns>
    public string? IdOf(ITestMethod method)
    {
        var id = $"{method.TestClass.Class.Name}.{method.Method.Name}";
        if (places.ContainsKey(id))
        {
            return id;
        }

        // A test that a class inherits is declared, and so expected, under its base.
        var declared = $"{method.Method.Type.Name}.{method.Method.Name}";
        return places.ContainsKey(declared) ? declared : null;
    }

    /// <summary>Puts a case's collection where its first check stands.</summary>
    public void Note(ITestCase testCase)
    {
        var collection = testCase.TestMethod.TestClass.TestCollection.UniqueID;
        var place = Place(testCase);
        collections[collection] = collections.TryGetValue(collection, out var known) ? Math.Min(known, place) : place;
    }

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases) where TTestCase : ITestCase => testCases.OrderBy(c => Place(c));

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => collections.GetValueOrDefault(c.UniqueID, int.MaxValue));

    private int Place(ITestCase testCase) => IdOf(testCase.TestMethod) is { } id ? places[id] : int.MaxValue;
}
