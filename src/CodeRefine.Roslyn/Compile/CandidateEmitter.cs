using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CodeRefine.Core.Checks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CodeRefine.Roslyn.Compile;

/// <summary>An emitted assembly, or the reasons why there is none.</summary>
/// <param name="Image">Null where the compiler found errors.</param>
/// <param name="Surface">Hash of what other assemblies can see of it; two with the same surface compile the same checks to the same bytes.</param>
internal sealed record Emitted(AssemblyImage? Image, string Surface, ImmutableArray<Diagnostic> Diagnostics)
{
    public bool Ok => Image is not null;
}

internal static class CandidateEmitter
{
    /// <summary>As the command-line compiler does, syntax errors are told alone: what follows from them is noise.</summary>
    public static Emitted Emit(CSharpCompilation compilation, bool withSurface, CancellationToken cancellationToken)
    {
        var syntax = compilation.GetParseDiagnostics(cancellationToken);
        if (syntax.Any(Diagnostics.IsError))
        {
            return new(null, "", syntax);
        }

        using var pe = new MemoryStream();
        using var pdb = new MemoryStream();
        using var surface = withSurface ? new MemoryStream() : null;
        var name = compilation.AssemblyName!;
        var options = new EmitOptions(includePrivateMembers: !withSurface, debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: name + ".pdb");
        var result = compilation.Emit(pe, pdb, metadataPEStream: surface, manifestResources: ResourceCarrier.Of(compilation), options: options, cancellationToken: cancellationToken);
        if (!result.Success)
        {
            return new(null, "", result.Diagnostics);
        }

        var hash = surface is null ? "" : Convert.ToHexStringLower(SHA256.HashData(surface.ToArray()));
        return new(new(name, Bytes(pe), Bytes(pdb)), hash, result.Diagnostics);
    }

    private static ImmutableArray<byte> Bytes(MemoryStream stream) => ImmutableCollectionsMarshal.AsImmutableArray(stream.ToArray());
}
