using CodeRefine.Roslyn.Repair.CompileErrors;
using CodeRefine.Roslyn.Repair.Edits;
using CodeRefine.Roslyn.Repair.Localisation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Tests.Repair;

/// <summary>Small candidates as compilations, and what the repair engine makes of them.</summary>
internal static class Sources
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>What is found must not depend on how busy the machine is: the number of compilations bounds the search.</summary>
    private static readonly CompileRepairOptions Patient = new() { Time = TimeSpan.FromHours(1) };

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Candidate", references: TestReferences.Framework, options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpCompilation Compile(bool implicitUsings, params (string Path, string Text)[] files)
    {
        var compilation = Empty.AddSyntaxTrees(files.Select(f => Parse("/src/" + f.Path, f.Text)));
        return implicitUsings ? compilation.AddSyntaxTrees(Parse("GlobalUsings.g.cs", ImplicitUsings)) : compilation;
    }

    /// <param name="only">Compiles those alone: that is what takes the time.</param>
    /// <summary>All edits of one file that compile: the resulting texts with the edits, best first.</summary>
    public static IReadOnlyList<(string Text, RankedEdit Edit)> EditsOf(string text, Suspicion? suspicion = null, LiteralPool? literals = null, Func<string, bool>? only = null)
    {
        var compilation = Compile(true, ("A.cs", text));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var compiler = new EditCompiler(compilation);
        var search = new EditSearch(compilation, _ => true, suspicion ?? Suspicion.None, literals ?? LiteralPool.Empty);
        return [.. search.Edits().Select(e => (Text: e.Edit.ApplyTo(text), Edit: e)).Where(e => only?.Invoke(e.Text) != false && compiler.Compiles(e.Edit.Edit, default))];
    }

    /// <summary>The first complete repair's text of a single file.</summary>
    public static string Mended(string text, bool implicitUsings = true) => Assert.Single(Repairs(implicitUsings, ("A.cs", text)).First(r => r.IsComplete).Texts).Value;

    public static IReadOnlyList<CompileRepair> Repairs(bool implicitUsings, params (string Path, string Text)[] files) =>
        new CompileErrorRepair(Patient).Repair(Compile(implicitUsings, files), _ => true);

    /// <summary>The first complete repair's text, where the checks are looked at too.</summary>
    public static string Mended(string text, string checks) => Repairs(text, checks: checks).First(r => r.IsComplete).Texts["A.cs"];

    /// <param name="origin">What stood in the file before; null where that is not known.</param>
    /// <param name="checks">Compiled against the candidate; null for none.</param>
    public static IReadOnlyList<CompileRepair> Repairs(string text, string? origin = null, string? checks = null)
    {
        Func<CSharpCompilation, CSharpCompilation>? against = checks is null ? null
            : c => Empty.WithAssemblyName("Checks").AddSyntaxTrees(Parse("Checks.cs", checks), Parse("GlobalUsings.g.cs", ImplicitUsings)).AddReferences(c.ToMetadataReference());
        var friend = Parse("Friend.g.cs", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Checks\")]");
        return new CompileErrorRepair(Patient).Repair(Compile(true, ("A.cs", text)).AddSyntaxTrees(friend), _ => true, against, origin is null ? null : Compile(true, ("A.cs", origin)));
    }

    public static string Squeeze(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c)));

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), path: path);
}
