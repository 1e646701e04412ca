using System.Collections.Immutable;

namespace CodeRefine.Core.Problems;

/// <summary>What a solution may use beyond the default: documentation-id prefixes of APIs that the policy would refuse, for example <c>T:System.Diagnostics.Process</c>.</summary>
public sealed record ApiPolicy(ImmutableArray<string> Allowed)
{
    public static ApiPolicy Default { get; } = new(ImmutableArray<string>.Empty);
}
