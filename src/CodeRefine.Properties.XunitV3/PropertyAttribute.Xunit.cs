using System.Runtime.CompilerServices;
using CodeRefine.Properties.Running;
using Xunit;
using Xunit.v3;

namespace CodeRefine.Properties;

/// <summary>What of it is xunit v3's.</summary>
[XunitTestCaseDiscoverer(typeof(PropertyDiscoverer))]
public sealed partial class PropertyAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1) : FactAttribute(sourceFilePath, sourceLineNumber);
