using System.Globalization;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;

namespace CodeRefine.Agent.Critics;

/// <summary>Kinds of bugs, as far as diagnostics, exceptions and values tell them: Dou et al., arXiv 2407.06153, carried over to C#.</summary>
internal static class Taxonomy
{
    private const int MostCompared = 10_000;

    public static TaxonomyKind OfDiagnostic(string id) => id switch
    {
        "CS0246" or "CS0234" or "CS0400" or "CS1069" or "CS0012" => TaxonomyKind.LibraryImport,
        "CS0103" or "CS0535" or "CS0534" or "CS0165" or "CS0841" or "CS0426" or "CS0738" => TaxonomyKind.MissingDefinition,
        "CS1061" or "CS0117" or "CS0122" or "CS0120" or "CS0176" or "CS0200" or "CS0272" or "CS0428" or "CS1955" or "CS0115" or "CS0506" or "CS0019" or "CS0023" or "CS1579" or "CS0305" or "CS0308" or "CS1929" => TaxonomyKind.ApiMisuse,
        "CS1501" or "CS1502" or "CS1503" or "CS7036" or "CS1729" or "CS1739" or "CS0029" or "CS0266" or "CS0030" or "CS0411" or "CS0121" or "CS1615" or "CS1620" or "CS1593" => TaxonomyKind.Argument,
        "CS0161" or "CS0126" or "CS0127" => TaxonomyKind.IncompleteSyntax,
        _ when IsSyntax(id) => TaxonomyKind.IncompleteSyntax,
        _ => TaxonomyKind.MinorRuntime,
    };

    public static TaxonomyKind OfFailure(CheckFailure failure) => IsAssertion(failure) ? OfValues(failure) : OfException(failure.ExceptionType, failure.Message);

    public static bool IsAssertion(CheckFailure failure) => failure.ExceptionType.StartsWith("Xunit.", StringComparison.Ordinal) || failure.Counterexample is not null && failure.ExceptionType.Length == 0;

    public static TaxonomyKind OfException(string type, string message) => type[(type.LastIndexOf('.') + 1)..] switch
    {
        "NotImplementedException" or "MissingMethodException" or "MissingFieldException" or "TypeLoadException" => TaxonomyKind.MissingDefinition,
        "IndexOutOfRangeException" or "ArgumentOutOfRangeException" or "NullReferenceException" or "KeyNotFoundException" or "DivideByZeroException" => TaxonomyKind.BoundaryCheck,
        "InvalidOperationException" when message.Contains("empty", StringComparison.OrdinalIgnoreCase) || message.Contains("no elements", StringComparison.OrdinalIgnoreCase) || message.Contains("must have a value", StringComparison.OrdinalIgnoreCase) => TaxonomyKind.BoundaryCheck,
        "ArgumentNullException" or "ArgumentException" => TaxonomyKind.Argument,
        "NotSupportedException" or "ObjectDisposedException" => TaxonomyKind.ApiMisuse,
        _ => TaxonomyKind.MinorRuntime,
    };

    private static TaxonomyKind OfValues(CheckFailure failure)
    {
        if (failure is not { Expected: { Length: < MostCompared } expected, Actual: { Length: < MostCompared } actual })
        {
            return TaxonomyKind.Logic;
        }

        return DifferOnlyInFormat(expected, actual) ? TaxonomyKind.InputOutputFormat
            : AlmostEqual(expected, actual) ? TaxonomyKind.MinorFunctional
            : TaxonomyKind.Logic;
    }

    /// <summary>Texts with the same letters and digits in the same order; signs and points of numbers count as theirs.</summary>
    private static bool DifferOnlyInFormat(string expected, string actual) =>
        expected != actual && expected.Any(char.IsLetter) && actual.Any(char.IsLetter) && IsText(expected) && IsText(actual) && Essence(expected) == Essence(actual);

    private static bool IsText(string value) => value.StartsWith('"') || value.Any(char.IsWhiteSpace) || value.All(c => char.IsLetterOrDigit(c) || char.IsPunctuation(c));

    private static string Essence(string value) => new([.. value.Where((c, i) => char.IsLetterOrDigit(c) || (c is '-' or '.' && i + 1 < value.Length && char.IsDigit(value[i + 1]))).Select(char.ToLowerInvariant)]);

    private static bool AlmostEqual(string expected, string actual) =>
        double.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var a) && double.TryParse(actual, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
        && expected.Concat(actual).Any(c => c is '.' or 'E') && Math.Abs(a - b) <= 1e-6 * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    /// <summary>The compiler's parser reports below CS0160 only few; its own numbers lie in CS1001–CS1056 and CS1500–CS1529, and later ones from CS8xxx.</summary>
    private static bool IsSyntax(string id) => id.StartsWith("CS", StringComparison.Ordinal) && int.TryParse(id.AsSpan(2), CultureInfo.InvariantCulture, out var number)
        && number is (>= 1001 and <= 1056) or (>= 1512 and <= 1529) or 1646 or 1733 or 8124 or 8180 or 8641 or 8803 or 9348;
}
