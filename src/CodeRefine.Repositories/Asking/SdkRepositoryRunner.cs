using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Sdk;
using CodeRefine.Repositories.Testing;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Repositories.Asking;

/// <summary>Runs tests and snippets on a built checkout, in the SDK's sandbox and without a network.</summary>
public sealed class SdkRepositoryRunner(ISdk sdk, Checkout checkout, RepositoryCompilations compilations, RepositoryTests tests, TimeProvider time) : IRepositoryRunner
{
    private const int MostOutcomes = 40;
    private static readonly TimeSpan longestCompile = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan longestRun = TimeSpan.FromSeconds(20);
    private int snippets;

    public async Task<string> RunTestsAsync(string filter, CancellationToken cancellationToken)
    {
        // The runners' filters are a language of their own: only a name may stand in one.
        if (!filter.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '+'))
        {
            return "A part of a test's name has letters, digits, `_`, `.` and `+` only.";
        }

        var runs = await tests.RunAsync(compilations.Repository.TestProjects, $"FullyQualifiedName~{filter}", cancellationToken);
        // Runners that take no filter ran everything.
        var outcomes = runs.SelectMany(r => r.Outcomes).Where(o => o.Id.Contains(filter, StringComparison.Ordinal)).OrderBy(o => o.Status == TestStatus.Failed ? 0 : 1).ThenBy(o => o.Key, StringComparer.Ordinal).ToList();
        if (outcomes.Count == 0)
        {
            return runs.Select(r => r.Problem).OfType<string>().FirstOrDefault() ?? "No test's name holds that.";
        }

        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{outcomes.Count(o => o.Status == TestStatus.Passed)} of {outcomes.Count} pass\n"));
        foreach (var outcome in outcomes.Take(MostOutcomes))
        {
            text.Append(CultureInfo.InvariantCulture, $"{outcome.Status}  {outcome.Id}\n");
            if (outcome.Status == TestStatus.Failed)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {outcome.Message.ReplaceLineEndings("\n  ")}\n  {outcome.Stack.ReplaceLineEndings("\n  ")}\n");
            }
        }

        return text.ToString();
    }

    public async Task<string> RunCSharpAsync(string code, CancellationToken cancellationToken)
    {
        // A test project's output folder has the repository's assemblies and all that they need beside them.
        if (compilations.Repository.TestProjects.FirstOrDefault(p => File.Exists(Path.ChangeExtension(p.TargetPath, ".runtimeconfig.json")) && File.Exists(p.TargetPath)) is not { } host)
        {
            return "No code can be run: no test project is built for a framework that runs here.";
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"coderefine-snippet-{Interlocked.Increment(ref snippets)}");
        var (image, errors) = Compile(code, name, host, cancellationToken);
        if (image is null)
        {
            return string.Join('\n', errors);
        }

        var file = Path.Combine(Path.GetDirectoryName(host.TargetPath)!, name + ".dll");
        await File.WriteAllBytesAsync(file, image, cancellationToken);
        try
        {
            await sdk.OwnAsync(file, cancellationToken);
            var run = await sdk.RunAsync(
                new SdkRun
                {
                    Folder = checkout.Work,
                    WorkingDirectory = Path.GetDirectoryName(file),
                    Timeout = longestRun,
                    Arguments = ["exec", "--depsfile", Path.ChangeExtension(host.TargetPath, ".deps.json"), "--runtimeconfig", Path.ChangeExtension(host.TargetPath, ".runtimeconfig.json"), file],
                },
                cancellationToken);
            return run.TimedOut ? string.Create(CultureInfo.InvariantCulture, $"It did not end within {longestRun.TotalSeconds:0} s.\n{run.Output}") : string.Create(CultureInfo.InvariantCulture, $"exit code {run.ExitCode}\n{run.Output}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private (byte[]? Image, ImmutableArray<string> Errors) Compile(string code, string name, LoadedProject host, CancellationToken cancellationToken)
    {
        if (SourceGuard.Inspect(SourceTree.From(("snippet.cs", code)), new CompileSettings()) is [var refused, ..])
        {
            return (null, [refused.Reason]);
        }

        using var late = new CancellationTokenSource(longestCompile, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Preview), "snippet.cs", both.Token);
            var usings = CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;", new CSharpParseOptions(LanguageVersion.Preview), "usings.cs", cancellationToken: both.Token);
            var projects = compilations.Repository.Closure(host).Select(p => compilations.For(p).ToMetadataReference());
            var compilation = CSharpCompilation.Create(name, [tree, usings], [.. compilations.External(host), .. projects], new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: false, nullableContextOptions: NullableContextOptions.Enable));
            using var image = new MemoryStream();
            var emitted = compilation.Emit(image, cancellationToken: both.Token);
            return emitted.Success ? (image.ToArray(), [])
                : (null, [.. emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10).Select(d => string.Create(CultureInfo.InvariantCulture, $"snippet.cs:{d.Location.GetLineSpan().StartLinePosition.Line + 1}: {d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}"))]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, ["The compiler did not end in time: write something simpler."]);
        }
    }
}
