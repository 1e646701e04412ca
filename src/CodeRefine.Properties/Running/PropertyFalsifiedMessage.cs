using Xunit.Abstractions;

namespace CodeRefine.Properties.Running;

/// <summary>Sent to xunit's message bus before the failure itself of a property.</summary>
public sealed record PropertyFalsifiedMessage(ITest Test, Falsification Falsification) : IMessageSinkMessage;
