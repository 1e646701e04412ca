using Xunit.Sdk;
using Xunit.v3;

namespace CodeRefine.Properties.Running;

/// <summary>Makes one test case of a method with <see cref="PropertyAttribute"/>. Named by that attribute, for xunit to find.</summary>
public sealed class PropertyDiscoverer : IXunitTestCaseDiscoverer
{
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetails(discoveryOptions, testMethod, factAttribute, label: null);
        var found = new PropertyTestCase(details.ResolvedTestMethod, details.TestCaseDisplayName, details.UniqueID, details.Explicit, details.SkipExceptions, details.SkipReason, details.SkipType, details.SkipUnless, details.SkipWhen, details.Timeout);
        return new([found]);
    }
}
