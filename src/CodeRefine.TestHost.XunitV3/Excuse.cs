using Xunit;
using Xunit.v3;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>
/// Why a case did not run. Only an attribute of the check's own, with no condition on it, excuses: a candidate can throw what xunit takes for
/// a skip, and a condition may be the candidate's.
/// </summary>
internal static class Excuse
{
    public const string Explicit = "It is marked Explicit: it runs only when somebody asks for it by name.";

    /// <returns>The attribute's reason, or null where the case was to run.</returns>
    public static string? Of(IXunitTest test)
    {
        var attributes = test.TestMethod.FactAttributes.Select(f => (f.Skip, f.SkipUnless, f.SkipWhen, f.Explicit))
            .Concat(test.TestMethod.DataAttributes.Select(d => (d.Skip, d.SkipUnless, d.SkipWhen, Explicit: d.Explicit ?? false))).ToList();
        return test is { SkipReason: { } reason, SkipUnless: null, SkipWhen: null } && attributes.Any(a => a.Skip == reason && a.SkipUnless is null && a.SkipWhen is null) ? reason
            : test.Explicit && attributes.Any(a => a.Explicit) ? Explicit
            : null;
    }

    /// <summary>The test that is about to run, if xunit says which.</summary>
    public static IXunitTest? Current(string uniqueId) => TestContext.Current.Test is IXunitTest test && test.UniqueID == uniqueId ? test : null;
}
