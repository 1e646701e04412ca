using System.Collections.Immutable;
using CodeRefine.Roslyn.Patches;
using CodeRefine.SdkFixes.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Sdk;

/// <summary>
/// What the code fixers of the installed SDK offer, for errors that no fix of ours mends. Without an SDK, or with one whose fixers can't be
/// loaded, nothing is offered.
/// </summary>
public sealed class SdkFixSource : CompileFix
{
    // They make stubs, or another program, or want a person to type.
    private static readonly ImmutableArray<string> Refused = ["Generate", "Rename", "Implement", "Suppress", "Remove", "Pragma", "HideBase", "AddDocCommentNodes", "MoveToTopOfFile"];
    private static readonly Lazy<SdkFixSource?> shared = new(() => Find(TimeProvider.System));
    private readonly SdkFixProcess process;

    private SdkFixSource(SdkFixProcess process) => this.process = process;

    /// <summary>One process for all builders of this program. Null where this machine has none.</summary>
    public static SdkFixSource? Shared => shared.Value;

    public override string Family => "sdk";

    public override ImmutableArray<string> Ids => [];

    /// <summary>A using that is added, or a type that is spelled right, shows what its absence hid.</summary>
    public override bool Reveals => true;

    /// <summary>Null where this machine has none. Nothing is started before the first question.</summary>
    /// <param name="patience">Longest wait for one answer, thrice that for the first; default 4 s. An answer that takes longer is none.</param>
    public static SdkFixSource? Find(TimeProvider time, TimeSpan? patience = null) => SdkFixProcess.Find(time, patience ?? TimeSpan.FromSeconds(4)) is { } process ? new SdkFixSource(process) : null;

    /// <summary>Any: which are known is for the SDK to say.</summary>
    public override bool Knows(string id) => true;

    public override IEnumerable<CandidateEdit> Fixes(CompileError error, FixContext context)
    {
        if (!context.CanEdit(error.Tree))
        {
            return [];
        }

        return process.Ask(Question(error, context.Candidate)).Where(f => !Refused.Any(r => f.Fixer.Contains(r, StringComparison.Ordinal)) && f.Changes.Count > 0)
            .SelectMany(f => context.Candidate.SyntaxTrees.Where(t => t.FilePath == f.Path)
                .SelectMany(t => context.Edit(t, Prior(f.Fixer), TextChanges.Brief(f.Title), [.. f.Changes.Select(c => new TextChange(new TextSpan(c.Start, c.Length), LineEndings.Apply(c.Text, LineEndings.Dominant(t.GetText().ToString()) ?? "\n")))])));
    }

    private static double Prior(string fixer) => fixer switch
    {
        _ when fixer.Contains("SpellCheck", StringComparison.Ordinal) => 0.6,
        _ when fixer.Contains("AddImport", StringComparison.Ordinal) => 0.55,
        _ when fixer.Contains("FullyQualify", StringComparison.Ordinal) => 0.4,
        _ => 0.3,
    };

    private static FixQuestion Question(CompileError error, CSharpCompilation candidate)
    {
        var parse = (CSharpParseOptions)error.Tree.Options;
        var span = error.Diagnostic.Location.SourceSpan;
        return new FixQuestion
        {
            Files = [.. candidate.SyntaxTrees.Select(t => new FixFile(t.FilePath, t.GetText().ToString()))],
            References = [.. candidate.References.OfType<PortableExecutableReference>().Select(r => r.FilePath).OfType<string>()],
            LanguageVersion = parse.LanguageVersion.ToDisplayString(),
            Defines = [.. parse.PreprocessorSymbolNames],
            Nullable = candidate.Options.NullableContextOptions != NullableContextOptions.Disable,
            Unsafe = candidate.Options.AllowUnsafe,
            Program = candidate.Options.OutputKind == OutputKind.ConsoleApplication,
            Id = error.Id,
            Path = error.Tree.FilePath,
            Start = span.Start,
            Length = span.Length,
        };
    }
}
