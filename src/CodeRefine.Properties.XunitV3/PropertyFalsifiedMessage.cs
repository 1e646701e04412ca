using Xunit.Sdk;

namespace CodeRefine.Properties.Running;

/// <summary>Sent to xunit's message bus before the failure itself of a property.</summary>
/// <param name="TestUniqueId">xunit's id of the test.</param>
public sealed record PropertyFalsifiedMessage(string TestUniqueId, Falsification Falsification) : IMessageSinkMessage
{
    /// <summary>None: it is for runners in the same process.</summary>
    public string? ToJson() => null;
}
