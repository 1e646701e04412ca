using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CodeRefine.Agent.Chat;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Fixing;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Testing;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Repositories.Reproducing;

/// <summary>
/// Tries tests that are to show an issue: each is compiled, built and run by its own runner on the base, and holds where it fails twice for a reason that the
/// issue gives.
/// </summary>
internal sealed class TestTrial(PreparedRepository prepared, TestPlace place, string issue, Action<string> progress, TimeProvider time)
{
    private const int MostBlocks = 20;
    private static readonly TimeSpan longestCompile = TimeSpan.FromMinutes(1);
    private readonly RepositoryCompilations compilations = new(prepared.Repository);

    // The file of the last one that was tried, whose place the next may take.
    private string? written;

    /// <returns>The repository with the test in it, and the test; or what speaks against it.</returns>
    public async Task<((PreparedRepository Prepared, Reproduction Test)? Found, string Objection)> RunAsync(string answer, CancellationToken cancellationToken)
    {
        if (AnsweredCode.Blocks(answer, MostBlocks) is not [.., var code])
        {
            return (null, "the answer holds no block of C#");
        }

        if (Compile(code, out var path, cancellationToken) is { } wrong)
        {
            return (null, wrong);
        }

        progress("building the test and running it on the base …");
        written = path;
        var file = InStyle(code);
        await prepared.Copy.WriteAsync(ImmutableSortedDictionary<string, byte[]?>.Empty.Add(path!, SourceBytes.Encode(file)), cancellationToken);
        if (await prepared.Tests.BuildAsync(place.Project, cancellationToken) is [var error, ..])
        {
            return (null, error.Reason);
        }

        var known = prepared.Baseline.Outcomes.Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        var projects = prepared.Repository.TestProjects.Where(t => t.Id == place.Project.Id).ToList();
        var run = (await prepared.Tests.RunAsync(projects, null, cancellationToken))[0];
        ImmutableArray<TestOutcome> own = [.. run.Outcomes.Where(o => !known.Contains(o.Key))];
        if (Objection(own, run.Problem) is { } objection)
        {
            return (null, objection);
        }

        var again = (await prepared.Tests.RunAsync(projects, null, cancellationToken))[0].Outcomes.ToDictionary(o => o.Key, StringComparer.Ordinal);
        return own.FirstOrDefault(o => again.GetValueOrDefault(o.Key)?.Status != o.Status) is { } flaky
            ? (null, $"{flaky.Id} does not do the same each time")
            : ((With(path!, file, place.Project, run), new Reproduction(path!, file, own, 0)), "");
    }

    private string? Objection(ImmutableArray<TestOutcome> own, string? problem)
    {
        var failing = own.Where(o => o.Status == TestStatus.Failed).ToList();
        return own.IsEmpty ? problem ?? "its runner found no test in it"
            : failing.Count == 0 ? $"{own[0].Id} passes on the code as it is, and must fail"
            : failing.Select(o => FailureReason.Objection(o, issue) is { } why ? $"{o.Id}: {why}" : null).FirstOrDefault(o => o is not null);
    }

    /// <returns>What is wrong with it; null where it compiles.</returns>
    private string? Compile(string code, out string? path, CancellationToken cancellationToken)
    {
        path = null;
        if (SourceGuard.Inspect(SourceTree.From(("test.cs", code)), new CompileSettings()) is [var refused, ..])
        {
            return refused.Reason;
        }

        var options = compilations.ParseOptions(place.Project);
        var name = CSharpSyntaxTree.ParseText(code, options, cancellationToken: cancellationToken).GetRoot(cancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>().FirstOrDefault()?.Identifier.ValueText;
        if (name is null || name.Length > 100)
        {
            return "the file holds no test class";
        }

        var folder = Path.GetDirectoryName(place.Project.Path) is { Length: > 0 } inner ? inner + "/" : "";
        path = $"{folder}{name}.cs";
        if (path != written && (prepared.Repository.Sources.Contains(path) || File.Exists(Path.Combine(prepared.Checkout.Folder, path))))
        {
            return $"there is a file {path} already: give the class another name";
        }

        using var late = new CancellationTokenSource(longestCompile, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8, SourceHashAlgorithm.Sha256), options, SourcePaths.ForCandidate(path), both.Token);
            var model = compilations.For(place.Project).AddSyntaxTrees(tree).GetSemanticModel(tree);
            var errors = model.GetDiagnostics(cancellationToken: both.Token).Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)
                .Select(d => string.Create(CultureInfo.InvariantCulture, $"line {d.Location.GetLineSpan().StartLinePosition.Line + 1}: {d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}")).ToList();
            return errors.Count == 0 ? null : "it does not compile:\n" + string.Join('\n', errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "the compiler did not end in time: write something simpler";
        }
    }

    /// <summary>The test is one of the project's from now on: the search compiles it, and the result is judged by it.</summary>
    private PreparedRepository With(string path, SourceFile file, LoadedProject project, TestProjectRun run) => prepared with
    {
        Repository = prepared.Repository with
        {
            Sources = prepared.Repository.Sources.With(path, file),
            Projects = [.. prepared.Repository.Projects.Select(p => p.Path == project.Path ? p with { Sources = [.. p.Sources, path] } : p)],
        },
        Baseline = prepared.Baseline with { Runs = [.. prepared.Baseline.Runs.Select(r => r.Project == project.Id ? run : r)] },
    };

    /// <summary>Line endings and byte order mark as the example has them.</summary>
    private SourceFile InStyle(string code) => place.Example is { } path && prepared.Repository.Sources[path] is var example
        ? new SourceFile(code.ReplaceLineEndings(example.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n"), example.Encoding)
        : new SourceFile(code.ReplaceLineEndings("\n"));
}
