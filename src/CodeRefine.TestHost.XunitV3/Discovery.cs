using Xunit.v3;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>What xunit's discoverer finds of the expected checks. What fails in it becomes a case that fails.</summary>
internal static class Discovery
{
    public static IReadOnlyCollection<IXunitTestCase> Find(IXunitTestAssembly assembly, ExpectedOrder order)
    {
        var cases = new List<IXunitTestCase>();
        var discoverer = new Discoverer(assembly);
        foreach (var type in assembly.Assembly.GetExportedTypes().Where(order.Wants))
        {
            cases.AddRange(discoverer.Find(type).Where(c => order.IdOf(c.TestMethod) is not null));
        }

        return order.Note(cases);
    }

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        private readonly RunOptions options = new();

        public List<IXunitTestCase> Find(Type type)
        {
            var found = new List<IXunitTestCase>();
            if (IsValidTestClass(type))
            {
                FindAsync(type, found).AsTask().GetAwaiter().GetResult();
            }

            return found;
        }

        private async ValueTask FindAsync(Type type, List<IXunitTestCase> found) =>
            await FindTestsForType(await CreateTestClass(type), options, c =>
            {
                found.Add((IXunitTestCase)c);
                return new(true);
            });
    }
}
