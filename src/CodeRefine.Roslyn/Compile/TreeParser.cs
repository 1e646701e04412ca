using CodeRefine.Core.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Compile;

/// <summary>Parses each text once: a changed tree shares all its other files with the one before.</summary>
internal sealed class TreeParser(CSharpParseOptions options)
{
    private const int capacity = 512;
    private readonly Lru<(string Document, SourceFile File), SyntaxTree> parsed = new(capacity);

    public SyntaxTree Parse(string document, SourceFile file, CancellationToken cancellationToken) =>
        parsed.GetOrAdd((document, file), key => CSharpSyntaxTree.ParseText(
            SourceText.From(key.File.Text, CompilerSetup.EncodingOf(key.File.Encoding), SourceHashAlgorithm.Sha256), options, key.Document, cancellationToken));
}
