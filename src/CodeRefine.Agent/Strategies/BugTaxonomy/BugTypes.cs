using CodeRefine.Core.Critiques;

namespace CodeRefine.Agent.Strategies.BugTaxonomy;

/// <summary>The types of bugs of arXiv 2407.06153 in words for a prompt.</summary>
internal static class BugTypes
{
    private static readonly (TaxonomyKind Kind, string Code, string Words)[] all =
    [
        (TaxonomyKind.IncompleteSyntax, "A.1", "incomplete syntax: the code breaks off or lacks a part"),
        (TaxonomyKind.LibraryImport, "A.3", "library import: a using or a type's namespace is missing"),
        (TaxonomyKind.ApiMisuse, "B.1", "API misuse: a member is called that is not there, or not so"),
        (TaxonomyKind.MissingDefinition, "B.2", "missing definition: a name is used that is not declared"),
        (TaxonomyKind.BoundaryCheck, "B.3", "boundary condition: an index, an empty input or a null is not looked at"),
        (TaxonomyKind.Argument, "B.4", "argument: of a wrong type, missing, or one too many"),
        (TaxonomyKind.MinorRuntime, "B.5", "another runtime error"),
        (TaxonomyKind.Logic, "C.1", "misunderstanding or logic: the task was read wrongly, or a step of the algorithm is wrong"),
        (TaxonomyKind.Hallucination, "C.2", "hallucination: the code does something that the task does not speak of"),
        (TaxonomyKind.InputOutputFormat, "C.3", "input or output format: right values in a wrong form, order or type"),
        (TaxonomyKind.MinorFunctional, "C.4", "another functional error: rounding, an off-by-one, a missed special case"),
    ];

    /// <summary>Types C, a line each.</summary>
    public static string Functional => string.Join("\n", all.Where(t => t.Code[0] == 'C').Select(t => $"- {t.Code}: {t.Words}"));

    /// <summary>Types A and B: the compiler or an exception says which.</summary>
    public static bool FollowsFromEvidence(TaxonomyKind kind) => all.Any(t => t.Kind == kind && t.Code[0] != 'C');

    public static string Describe(TaxonomyKind kind) => all.FirstOrDefault(t => t.Kind == kind) is { Code: { } code, Words: var words } ? $"{code}, {words}" : kind.ToString();

    /// <param name="code">As a model writes it: <c>C.1</c>, <c>c1</c>.</param>
    public static TaxonomyKind? Read(string code)
    {
        var plain = code.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant();
        return all.Where(t => t.Code.Replace(".", "", StringComparison.Ordinal) == plain).Select(t => (TaxonomyKind?)t.Kind).FirstOrDefault();
    }
}
