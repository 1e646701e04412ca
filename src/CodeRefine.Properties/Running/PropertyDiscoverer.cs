using Xunit.Abstractions;
using Xunit.Sdk;

namespace CodeRefine.Properties.Running;

/// <summary>Makes one test case of a method with <see cref="PropertyAttribute"/>. Named by that attribute, for xunit to find.</summary>
public sealed class PropertyDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        const string Display = "xunit.discovery.MethodDisplay";
        const string DisplayOptions = "xunit.discovery.MethodDisplayOptions";
        var display = Enum.TryParse<TestMethodDisplay>(discoveryOptions.GetValue<string>(Display), out var d) ? d : TestMethodDisplay.ClassAndMethod;
        var options = Enum.TryParse<TestMethodDisplayOptions>(discoveryOptions.GetValue<string>(DisplayOptions), out var o) ? o : TestMethodDisplayOptions.None;
        return [new PropertyTestCase(diagnosticMessageSink, display, options, testMethod)];
    }
}
