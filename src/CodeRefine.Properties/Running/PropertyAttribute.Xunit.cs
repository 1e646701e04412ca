using Xunit;
using Xunit.Sdk;

namespace CodeRefine.Properties;

/// <summary>What of it is xunit v2's.</summary>
[XunitTestCaseDiscoverer("CodeRefine.Properties.Running.PropertyDiscoverer", "CodeRefine.Properties")]
public sealed partial class PropertyAttribute : FactAttribute;
