using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Sandboxes.Tests.Support;

/// <summary>Compiles a candidate and its checks as the builder does: apart, the checks against the candidate and xunit.</summary>
internal static class Compiled
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<ImmutableArray<MetadataReference>> Framework = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(p => Path.GetDirectoryName(p)!.Contains("Microsoft.NETCore.App", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p))]);

    /// <summary>A candidate <c>C</c> with one method <c>int F(int x)</c> made of <paramref name="body"/>, and one check for each name: <c>Tests.name</c> calls it.</summary>
    public static CheckRun Method(string body, params string[] checks) => Run(
        $$"""public class C { public static int F(int x) { {{body}} } }""",
        $$"""public class Tests { {{string.Join("\n", checks.Select((name, i) => $"[Xunit.Fact] public void {name}() => Xunit.Assert.Equal({i}, C.F({i}));"))}} }""",
        [.. checks.Select(c => "Tests." + c)]);

    public static CheckRun Run(string candidate, string checks, params string[] expected)
    {
        var candidateImage = Emit("Candidate", "/src/C.cs", candidate + "\n[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Checks\")]", []);
        var xunit = new[] { "xunit.core.dll", "xunit.assert.dll", "xunit.abstractions.dll" }
            .Select(f => (MetadataReference)MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "testhost", f)));
        return new CheckRun
        {
            Candidate = candidateImage,
            Checks = Emit("Checks", "/checks/tests/T.cs", checks, [.. xunit, MetadataReference.CreateFromImage(candidateImage.Pe)]),
            Expected = [.. expected.Select((id, i) => new Check(id, CheckKind.Test, "tests/T.cs", i + 1))],
            Limits = new Limits { CheckTime = TimeSpan.FromSeconds(20), TotalTime = TimeSpan.FromSeconds(60) },
        };
    }

    public static CheckRun With(this CheckRun run, Func<Limits, Limits> limits) => run with { Limits = limits(run.Limits) };

    private static AssemblyImage Emit(string name, string path, string source, IEnumerable<MetadataReference> references)
    {
        // Attributes have to come first in a file: sources with one at their end are cut in two.
        var at = source.LastIndexOf("\n[assembly:", StringComparison.Ordinal);
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        SyntaxTree Tree(string text, string file) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), parse, file);
        var trees = new List<SyntaxTree> { Tree(Usings + (at < 0 ? "" : source[at..]), "/src/Usings.cs"), Tree(at < 0 ? source : source[..at], path) };
        var compilation = CSharpCompilation.Create(name, trees, [.. Framework.Value, .. references], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true, allowUnsafe: true));
        using var pe = new MemoryStream();
        using var pdb = new MemoryStream();
        var result = compilation.Emit(pe, pdb, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return new AssemblyImage(name, [.. pe.ToArray()], [.. pdb.ToArray()]);
    }
}
