using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Compile;

/// <summary>
/// Whether a check's own attributes skip it for good. A condition (<c>SkipWhen</c>, <c>SkipUnless</c> of xunit v3) is decided as the check
/// runs, perhaps by the candidate, and excuses nothing.
/// </summary>
internal static class CheckSkips
{
    private const string dataInterface = "Xunit.v3.IDataAttribute";
    private const string explicitReason = "It is marked Explicit: it runs only when somebody asks for it by name.";

    /// <returns>The reason, or null where the check must run.</returns>
    public static string? Of(IMethodSymbol method, AttributeData fact)
    {
        if (Reason(fact) is { } reason)
        {
            return reason;
        }

        // A theory all of whose sources of rows are skipped has nothing to run.
        var rows = method.GetAttributes().Where(a => a.AttributeClass?.AllInterfaces.Any(i => i.ToDisplayString() == dataInterface) == true).Select(Reason).ToList();
        return rows.Count > 0 && rows.All(r => r is not null) ? rows[0] : null;
    }

    private static string? Reason(AttributeData attribute)
    {
        object? Named(string name) => attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value is { Kind: not TypedConstantKind.Array } value ? value.Value : null;
        return Named("Skip") is string skip && Named("SkipWhen") is null && Named("SkipUnless") is null ? skip
            : Named("Explicit") is true ? explicitReason
            : null;
    }
}
