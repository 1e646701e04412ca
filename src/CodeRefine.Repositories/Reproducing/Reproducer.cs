using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Core.Problems;
using CodeRefine.Models;
using CodeRefine.Models.Prompts;
using CodeRefine.Repositories.Asking;
using CodeRefine.Repositories.Fixing;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Testing;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.AI;
using Location = CodeRefine.Repositories.Locating.Location;

namespace CodeRefine.Repositories.Reproducing;

/// <summary>
/// Has a model write the failing test that an issue asks for, in the repository's own framework and style (as Agentless and AutoCodeRover do). The model's word
/// counts for nothing: the test is compiled, built and run by its own runner, and kept where it fails twice for a reason that the issue gives.
/// </summary>
internal sealed partial class Reproducer(IChatClient client, PreparedRepository prepared, string secret, Action<string> progress, TimeProvider time)
{
    /// <summary>Answers after which the model is not asked any more.</summary>
    public const int Tries = 3;

    private const int MostFiles = 3, MostCharacters = 8_000, MostIssue = 20_000;
    private static readonly string[] names = ["rule", "framework", "issue", "material", "example"];
    private static readonly TimeSpan longestCompile = TimeSpan.FromMinutes(1);
    private readonly RepositoryCompilations compilations = new(prepared.Repository);

    /// <summary>Why there is none.</summary>
    public string Problem { get; private set; } = "";

    /// <returns>The repository as it is with the test in it, and the test; null where none came of it.</returns>
    /// <exception cref="UserErrorException">The model's server does not answer.</exception>
    public async Task<(PreparedRepository Prepared, Reproduction Test)?> RunAsync(string issue, Location location, CancellationToken cancellationToken)
    {
        if (TestPlace.Find(prepared.Repository, location) is not { } place)
        {
            Problem = "no test project refers to the code that the issue speaks of";
            return null;
        }

        var messages = Prompt(issue, location, place);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"asking for a test that shows the issue ({attempt} of {Tries}) …"));
            if (await AskAsync(messages, cancellationToken) is not { } answer)
            {
                return null;
            }

            var (found, objection) = await TryAsync(answer, issue, place, cancellationToken);
            if (found is { } kept)
            {
                return (kept.Prepared, kept.Test with { Tries = attempt });
            }

            Problem = objection;
            messages.Add(new ChatMessage(ChatRole.Assistant, answer));
            messages.Add(new ChatMessage(ChatRole.User, $"This test can't be used:\n{new DataFence(secret).Around(objection)}\n\nWrite the whole file again."));
        }

        await prepared.Copy.RestoreAsync(cancellationToken);
        return null;
    }

    private List<ChatMessage> Prompt(string issue, Location location, TestPlace place)
    {
        var fence = new DataFence(secret);
        var sources = prepared.Repository.Sources;
        var material = location.Files.Where(f => sources.Contains(f.Path)).Take(MostFiles).Select(f => $"{f.Path}  ({f.Why.FirstOrDefault()?.Words})\n{Cut(sources[f.Path].Text)}");
        using var stream = typeof(Reproducer).Assembly.GetManifestResourceStream("Prompts/reproduce.md")!;
        using var reader = new StreamReader(stream);
        return [.. PromptTemplate.Parse("reproduce", reader.ReadToEnd(), names, "reproduce.md").Render(new Dictionary<string, string>
        {
            ["rule"] = DataFence.Rule,
            ["framework"] = place.Framework,
            ["issue"] = fence.Around(issue.Length > MostIssue ? issue[..MostIssue] : issue),
            ["material"] = fence.Around(string.Join("\n\n", material)),
            ["example"] = place.Example is { } example ? fence.Around($"{example}\n{Cut(sources[example].Text)}") : "",
        })];
    }

    private async Task<string?> AskAsync(List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetResponseAsync(messages, cancellationToken: cancellationToken)).Text;
        }
        catch (BudgetExhaustedException spent)
        {
            Problem = spent.Message;
            return null;
        }
        catch (ModelException e) when (e.IsMidAnswer)
        {
            Problem = e.Message;
            return null;
        }
        catch (ModelException e)
        {
            throw new UserErrorException(e.Message, e, UserErrorKind.Environment);
        }
    }

    private async Task<((PreparedRepository Prepared, Reproduction Test)? Found, string Objection)> TryAsync(string answer, string issue, TestPlace place, CancellationToken cancellationToken)
    {
        if (Block().Matches(answer).LastOrDefault() is not { } block)
        {
            return (null, "the answer holds no block of C#");
        }

        var code = block.Groups["code"].Value;
        if (Compile(code, place, out var path, cancellationToken) is { } wrong)
        {
            return (null, wrong);
        }

        progress("building the test and running it on the base …");
        var file = InStyle(code, place);
        await prepared.Copy.WriteAsync(ImmutableSortedDictionary<string, byte[]?>.Empty.Add(path!, SourceBytes.Encode(file)), cancellationToken);
        if (await prepared.Tests.BuildAsync(place.Project, cancellationToken) is [var error, ..])
        {
            return (null, error.Reason);
        }

        var known = prepared.Baseline.Outcomes.Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        var projects = prepared.Repository.TestProjects.Where(t => t.Id == place.Project.Id).ToList();
        var run = (await prepared.Tests.RunAsync(projects, null, cancellationToken))[0];
        ImmutableArray<TestOutcome> own = [.. run.Outcomes.Where(o => !known.Contains(o.Key))];
        if (Objection(own, issue, run.Problem) is { } objection)
        {
            return (null, objection);
        }

        var again = (await prepared.Tests.RunAsync(projects, null, cancellationToken))[0].Outcomes.ToDictionary(o => o.Key, StringComparer.Ordinal);
        return own.FirstOrDefault(o => again.GetValueOrDefault(o.Key)?.Status != o.Status) is { } flaky
            ? (null, $"{flaky.Id} does not do the same each time")
            : ((With(path!, file, place.Project, run), new Reproduction(path!, file, own, 0)), "");
    }

    private static string? Objection(ImmutableArray<TestOutcome> own, string issue, string? problem)
    {
        var failing = own.Where(o => o.Status == TestStatus.Failed).ToList();
        return own.IsEmpty ? problem ?? "its runner found no test in it"
            : failing.Count == 0 ? $"{own[0].Id} passes on the code as it is, and must fail"
            : failing.Select(o => FailureReason.Objection(o, issue) is { } why ? $"{o.Id}: {why}" : null).FirstOrDefault(o => o is not null);
    }

    /// <returns>What is wrong with it; null where it compiles.</returns>
    private string? Compile(string code, TestPlace place, out string? path, CancellationToken cancellationToken)
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
        if (prepared.Repository.Sources.Contains(path) || File.Exists(Path.Combine(prepared.Checkout.Folder, path)))
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
    private SourceFile InStyle(string code, TestPlace place) => place.Example is { } path && prepared.Repository.Sources[path] is var example
        ? new SourceFile(code.ReplaceLineEndings(example.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n"), example.Encoding)
        : new SourceFile(code.ReplaceLineEndings("\n"));

    private static string Cut(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + "\n…";

    [GeneratedRegex(@"^```[ \t]*(csharp|cs|c#|C#)?[^\n]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
