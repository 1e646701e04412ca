using System.Collections.Immutable;
using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Grading;
using CodeRefine.Evaluation.Runs;
using CodeRefine.Evaluation.Tasks;

namespace CodeRefine.Evaluation.Suites.Functions;

/// <summary>A row that asks for one method, whichever suite's it is.</summary>
internal sealed record FunctionRow
{
    public required string Id { get; init; }
    public required string Prompt { get; init; }
    public required string Tests { get; init; }
    public required CompileSettings Compile { get; init; }
    public required Limits Limits { get; init; }
    public ImmutableArray<string> Aliases { get; init; } = [];
    public ImmutableArray<string> Stop { get; init; } = [];
    public string? Recorded { get; init; }
    public string? Reference { get; init; }
    public string Statement { get; init; } = "";
    public string Json { get; init; } = "";

    /// <summary>File and line, for words about it.</summary>
    public required string Place { get; init; }

    /// <summary>A namespace of the harness's own library that the prompt uses.</summary>
    public string? Library { get; init; }

    /// <summary>Stands in for that library, among the checks.</summary>
    public string? LibraryShim { get; init; }
}

/// <summary>Makes a suite's task of such a row.</summary>
internal static class FunctionTask
{
    public const string File = "Problem.cs";

    /// <exception cref="UserErrorException">The row asks for no method, or has no tests that could be run.</exception>
    public static SuiteTask Create(FunctionRow row, SuiteOptions options)
    {
        var head = FunctionHead.Find(row.Prompt) is { } found ? found with { Usings = Without(found.Usings, row.Library) } : throw new UserErrorException($"{row.Place}: the prompt leaves no method of a class open, so that nothing can be put into it.");
        var body = MainBody.Find(row.Tests) ?? throw new UserErrorException($"{row.Place}: the tests hold no Main, so that there is nothing to run.");
        if (body.Claims.IsEmpty && string.IsNullOrWhiteSpace(body.Statements))
        {
            throw new UserErrorException($"{row.Place}: the tests' Main is empty: every answer would pass.");
        }

        var form = new FunctionForm(File, row.Prompt, head, row.Stop, row.Library);
        var structural = options.FixEquality && head.ComparesWrongly && body.Claims.Any(c => c.Actual is not null);
        var visible = Visible(row, head, body, options, structural, out var hidden);
        var start = form.Open();
        var judging = Checks(row, head, "Asserts", body, structural);
        return new SuiteTask
        {
            Id = row.Id,
            Aliases = row.Aliases,
            Task = new LoadedTask
            {
                Problem = new Problem
                {
                    Id = Statements.Id(row.Id),
                    Title = row.Id,
                    Statement = Statement(row, head),
                    Sources = start,
                    CheckSources = visible ?? SourceTree.From(("tests/Answered.cs", ClaimChecks.Presence("Answered", head))),
                    Editable = new EditableFiles(start, visible ?? SourceTree.Empty, editable: null, p => p.StartsWith("tests/", StringComparison.Ordinal)),
                    Compile = options.Apply(row.Compile),
                    Limits = options.Apply(row.Limits),
                },
                HeldBack = hidden is null ? null : new HeldBackChecks(hidden),
                Layout = TaskLayout.Entry,
                Folder = "",
                Root = "",
            },
            ShowsChecks = visible is not null,
            StartIsAnswer = false,
            VisibleChecksJudge = visible is not null && options.Visible is VisibleChecks.Half or VisibleChecks.All,
            Judging = [judging],
            Form = form,
            Recorded = row.Recorded,
            Reference = row.Reference is { } reference ? form.Apply(reference).Sources : null,
            Warning = !options.FixEquality && head.ComparesWrongly && body.Claims.Any(c => c.Actual is not null) ? Doom(head) : "",
            EqualityFix = structural ? $"{body.Claims.Count(c => c.Actual is not null)} of {body.Claims.Length} asserts compare {head.ReturnType} by what is in it" : "",
            Entry = new RunTask { Id = row.Id, Title = row.Id, Statement = Statement(row, head), Prompt = row.Prompt, Row = row.Json.Length > 0 ? row.Json : null, Sources = start.Hash, EqualityFixed = structural },
        };
    }

    private static SourceTree? Visible(FunctionRow row, FunctionHead head, MainBody body, SuiteOptions options, bool structural, out SourceTree? hidden)
    {
        var all = Checks(row, head, "HiddenAsserts", body, structural);
        hidden = all;
        switch (options.Visible ?? VisibleChecks.None)
        {
            case VisibleChecks.All:
                hidden = null;
                return Checks(row, head, "VisibleAsserts", body, structural);
            case VisibleChecks.Half when body.Claims.Length >= 2:
                hidden = Claims(row, head, "HiddenAsserts", body.Claims.Where(c => c.Number % 2 == 0), structural);
                return Claims(row, head, "VisibleAsserts", body.Claims.Where(c => c.Number % 2 == 1), structural);
            case VisibleChecks.Examples when PromptExamples.Find(row.Prompt, head) is { IsEmpty: false } examples:
                return Claims(row, head, "Examples", examples, options.FixEquality && head.ComparesWrongly);
            default:
                return null;
        }
    }

    private static SourceTree Checks(FunctionRow row, FunctionHead head, string name, MainBody body, bool structural) =>
        body.Claims.IsEmpty ? WithShim(row, ($"tests/{name}.cs", ClaimChecks.ProgramClass(name, head, body.Statements))) : Claims(row, head, name, body.Claims, structural);

    private static SourceTree Claims(FunctionRow row, FunctionHead head, string name, IEnumerable<Claim> claims, bool structural) =>
        WithShim(row, ($"tests/{name}.cs", ClaimChecks.TestClass(name, head, claims, structural)));

    private static SourceTree WithShim(FunctionRow row, (string Path, string Text) checks) =>
        row.LibraryShim is { } shim ? SourceTree.From(checks, ("tests/Library.cs", shim)) : SourceTree.From(checks);

    private static string Doom(FunctionHead head) => head.ReturnsReference
        ? $"As shipped the row compares {head.ReturnType} by reference: no answer passes."
        : $"As shipped the row compares {head.ReturnType} with tuples of other type arguments: no answer passes.";

    private static string Statement(FunctionRow row, FunctionHead head) => row.Statement.Length > 0 ? row.Statement : head.Statement.Length > 0 ? head.Statement : Statements.Default;

    private static string Without(string usings, string? library) => library is null ? usings : usings.Replace($"using {library};\n", "", StringComparison.Ordinal);
}
