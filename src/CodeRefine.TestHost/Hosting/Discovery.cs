using Xunit.Abstractions;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Hosting;

/// <summary>What xunit's discoverer finds of the expected checks.</summary>
/// <param name="Broken">Checks of classes whose discovery threw.</param>
internal sealed record Discovery(IReadOnlyList<IXunitTestCase> Cases, IReadOnlyList<(string Id, Exception Error)> Broken)
{
    public static Discovery Find(IReflectionAssemblyInfo assembly, ExpectedOrder order)
    {
        var cases = new List<IXunitTestCase>();
        var broken = new List<(string, Exception)>();
        using var discoverer = new Discoverer(assembly);
        foreach (var type in assembly.GetTypes(includePrivateTypes: false))
        {
            try
            {
                cases.AddRange(discoverer.Find(type).Where(c => order.IdOf(c.TestMethod) is not null).Select(ValueTaskCases.Replace));
            }
            catch (Exception e)
            {
                broken.AddRange(order.Ids.Where(id => id.StartsWith(type.Name + ".", StringComparison.Ordinal)).Select(id => (id, e)));
            }
        }

        cases.ForEach(order.Note);
        return new Discovery([.. order.OrderTestCases(cases)], broken);
    }

    private sealed class Discoverer(IReflectionAssemblyInfo assembly) : XunitTestFrameworkDiscoverer(assembly, NoSources.Instance, new NullMessageSink())
    {
        public List<IXunitTestCase> Find(ITypeInfo type)
        {
            using var bus = new FoundCases();
            if (IsValidTestClass(type))
            {
                FindTestsForType(CreateTestClass(type), includeSourceInformation: false, bus, new RunOptions());
            }

            return bus.Cases;
        }
    }

    /// <summary>Check sources are known already, by the caller.</summary>
    private sealed class NoSources : ISourceInformationProvider
    {
        public static readonly NoSources Instance = new();

        public ISourceInformation GetSourceInformation(ITestCase testCase) => new SourceInformation();

        public void Dispose() { }
    }

    private sealed class FoundCases : IMessageBus
    {
        public List<IXunitTestCase> Cases { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage { TestCase: IXunitTestCase found })
            {
                Cases.Add(found);
            }

            return true;
        }

        public void Dispose() { }
    }
}
