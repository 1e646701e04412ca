using System.Collections.Immutable;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Critiques;
using CodeRefine.Roslyn.Explain;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Severity = CodeRefine.Core.Builds.DiagnosticSeverity;

namespace CodeRefine.Agent.Critics;

/// <summary>Errors of the compiler, each with its lines and what the code offers in place of what was written.</summary>
internal static class CompileCritique
{
    private const int Shown = 5;
    private const int Listed = 8;

    public static Critique Of(CandidateCode code, BuildResult.Failure failure)
    {
        ImmutableArray<BuildDiagnostic> errors = [.. failure.Diagnostics.Where(d => d.Severity == Severity.Error)];
        if (errors.IsEmpty)
        {
            return new CritiqueBuilder().Add("The compiler gave no assembly and no error.").Build(TaxonomyKind.MinorRuntime, "The compiler gave no assembly and no error", null);
        }

        return failure.Part switch
        {
            FailedPart.ChecksAgainstCandidate => AgainstChecks(code, errors),
            FailedPart.Checks => OfChecksAlone(code, errors),
            _ => OfCandidate(code, errors),
        };
    }

    private static Critique OfCandidate(CandidateCode code, ImmutableArray<BuildDiagnostic> errors)
    {
        var evidence = Explained(code.Compilation, errors, code.CancellationToken);
        var builder = new CritiqueBuilder()
            .Add(errors.Length == 1 ? "The code does not compile:" : $"The code does not compile, {errors.Length} errors:")
            .AddAll(evidence.Select(Paragraph))
            .Add(Rest(errors));
        var first = errors[0];
        var more = errors.Length > 1 ? $" (and {errors.Length - 1} more)" : "";
        var place = first.Path is null ? "" : $"{first.Path}:{first.Line}: ";
        return builder.Build(Taxonomy.OfDiagnostic(first.Id), Bounded($"{place}{first.Message} ({first.Id})", more), Location(code, evidence[0]));
    }

    private static Critique AgainstChecks(CandidateCode code, ImmutableArray<BuildDiagnostic> errors)
    {
        var evidence = Explained(code.Checks, errors, code.CancellationToken);
        var builder = new CritiqueBuilder()
            .Add("The code compiles, but the checks do not compile against it: it lacks or has changed what they use. The checks are given, so the code has to offer exactly these members, with these parameters and types:")
            .AddAll(evidence.Select(Paragraph))
            .Add(Rest(errors));
        var first = errors[0];
        var kind = Taxonomy.OfDiagnostic(first.Id) is var named && named is TaxonomyKind.Argument ? named : TaxonomyKind.MissingDefinition;
        return builder.Build(kind, Bounded($"The checks need what the code does not offer: {first.Message} ({first.Id}, {first.Path}:{first.Line}", ")"), Named(code, first));
    }

    private static Critique OfChecksAlone(CandidateCode code, ImmutableArray<BuildDiagnostic> errors)
    {
        var builder = new CritiqueBuilder()
            .Add("It is the checks that do not compile, whatever the code: no change to the code can mend this. Correct the check sources:")
            .AddAll(Explained(code.Checks, errors, code.CancellationToken).Select(Paragraph))
            .Add(Rest(errors));
        var first = errors[0];
        return builder.Build(Taxonomy.OfDiagnostic(first.Id), Bounded($"The checks do not compile by themselves: {first.Path}:{first.Line}: {first.Message} ({first.Id}", ")"), null);
    }

    private static List<DiagnosticEvidence> Explained(CSharpCompilation? compilation, ImmutableArray<BuildDiagnostic> errors, CancellationToken cancellationToken) =>
        [.. errors.DistinctBy(e => (e.Path, e.Line, e.Id)).Take(Shown).Select(e => compilation is null ? new DiagnosticEvidence(e.Id, e.Message, e.Path, e.Line, null, "", []) : DiagnosticExplainer.Explain(compilation, e, cancellationToken))];

    private static string Paragraph(DiagnosticEvidence evidence)
    {
        var place = evidence.Path is null ? "" : $" at {PlainText.Line(evidence.Path)}:{evidence.Line}";
        var member = evidence.MemberId is null ? "" : $" in {PlainText.Code(evidence.MemberId, 160)}";
        var parts = new List<string> { $"**{evidence.Id}**{place}{member}: {PlainText.Line(evidence.Message, 300)}" };
        if (evidence.Excerpt.Length > 0)
        {
            parts.Add(PlainText.Block(evidence.Excerpt, "csharp", 9, 900));
        }

        parts.AddRange(evidence.Suggestions.Take(5).Select(s => "- " + PlainText.Line(s, 420)));
        return string.Join('\n', parts);
    }

    private static string? Rest(ImmutableArray<BuildDiagnostic> errors)
    {
        var rest = errors.DistinctBy(e => (e.Path, e.Line, e.Id)).Skip(Shown).ToList();
        return rest.Count == 0 ? null
            : "Further errors:\n" + string.Join('\n', rest.Take(Listed).Select(e => $"- {e.Id} at {PlainText.Line(e.Path)}:{e.Line}: {PlainText.Line(e.Message, 160)}")) + (rest.Count > Listed ? $"\n- … and {rest.Count - Listed} more" : "");
    }

    private static CritiqueLocation? Location(CandidateCode code, DiagnosticEvidence evidence) =>
        evidence.Path is { } path && code.Tree.Contains(path) ? new CritiqueLocation(path, evidence.Line, evidence.MemberId) : null;

    /// <summary>The candidate's type that the error speaks of: the first name in quotes that it declares.</summary>
    private static CritiqueLocation? Named(CandidateCode code, BuildDiagnostic error) => error.Message.Split('\'').Where((_, i) => i % 2 == 1)
        .SelectMany(quoted => quoted.Split('.', '<', '(', '?'))
        .Where(SyntaxFacts.IsValidIdentifier)
        .SelectMany(name => code.Compilation?.GetSymbolsWithName(name, SymbolFilter.TypeAndMember, code.CancellationToken) ?? [])
        .Select(code.LocationOf)
        .FirstOrDefault(l => l is not null);

    /// <summary>The tail stays when the head has to be cut.</summary>
    private static string Bounded(string head, string tail) => PlainText.Line(head, CritiqueBuilder.MostHeadline - tail.Length) + tail;
}
