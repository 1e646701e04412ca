using System.Collections.Immutable;
using CodeRefine.TestHost.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.TestHost.Tests.Compiling;

/// <summary>Compiles a candidate and its checks the way the product does: apart, with symbols, the candidate without a test framework.</summary>
internal static class TestAssemblies
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
    private static readonly ImmutableArray<MetadataReference> Framework =
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Where(IsManaged).Select(f => MetadataReference.CreateFromFile(f))];
    private static readonly ImmutableArray<MetadataReference> ForChecks = References("xunit.core", "xunit.assert", "xunit.abstractions", "xunit.execution.dotnet", "CodeRefine.Properties", "FsCheck", "FSharp.Core");
    private static readonly ImmutableArray<MetadataReference> ForXunitV3 = References("xunit.v3/xunit.v3.core", "xunit.v3/xunit.v3.common", "xunit.v3/xunit.v3.assert", "xunit.v3/Microsoft.Bcl.AsyncInterfaces", "xunit.v3/CodeRefine.Properties.XunitV3", "FsCheck", "FSharp.Core");

    public static JobPayload Compile(string candidate, string checks, HostJob job)
    {
        var (candidatePe, candidatePdb) = Emit(job.CandidateName, [("/src/Candidate.cs", candidate)], Framework);
        var isV3 = job.Framework == JobFramework.XunitV3;
        var references = Framework.AddRange(isV3 ? ForXunitV3 : ForChecks).Add(MetadataReference.CreateFromImage(candidatePe));
        var (checksPe, checksPdb) = Emit(job.ChecksName, [("/checks/tests/Checks.cs", (isV3 ? "using Xunit; using CodeRefine.Properties;\n" : "using Xunit; using Xunit.Abstractions;\n") + checks)], references);
        return new JobPayload(job, candidatePe, candidatePdb, checksPe, checksPdb);
    }

    private static (byte[] Pe, byte[] Pdb) Emit(string name, IEnumerable<(string Path, string Text)> files, ImmutableArray<MetadataReference> references)
    {
        var trees = files.Append(("/src/Usings.g.cs", ImplicitUsings))
            .Select(f => CSharpSyntaxTree.ParseText(SourceText.From(f.Item2, System.Text.Encoding.UTF8), path: f.Item1));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
        using var pe = new MemoryStream();
        using var pdb = new MemoryStream();
        var result = CSharpCompilation.Create(name, trees, references, options).Emit(pe, pdb, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return (pe.ToArray(), pdb.ToArray());
    }

    private static ImmutableArray<MetadataReference> References(params string[] names) => [.. names.Select(n => MetadataReference.CreateFromFile(Path.Combine(Cells.Cell.Folder, n + ".dll")))];

    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new System.Reflection.PortableExecutable.PEReader(stream);
        return reader.HasMetadata;
    }
}
