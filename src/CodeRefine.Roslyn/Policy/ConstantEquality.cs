using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CodeRefine.Core.Builds;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// Assertions ask the values themselves whether they are equal. A comparison that does not look at its values makes every such check pass, so
/// a candidate may not bring one that the task's own sources don't have. Read off the code that was emitted: it takes no time where there is none.
/// </summary>
internal static class ConstantEquality
{
    private static readonly ImmutableArray<string> names = ["Equals", "CompareTo", "Compare", "op_Equality", "op_Inequality"];

    public static ImmutableArray<PolicyViolation> Find(CSharpCompilation candidate, ImmutableArray<byte> pe, Func<CSharpCompilation> start, CancellationToken cancellationToken)
    {
        using var file = new PEReader(pe);
        var reader = file.GetMetadataReader();
        var suspects = reader.MethodDefinitions.Select(reader.GetMethodDefinition)
            .Where(m => m.RelativeVirtualAddress != 0 && IsComparison(reader.GetString(m.Name)) && IsConstant(file, reader, m))
            .Select(m => (Type: FullName(reader, m.GetDeclaringType()), Name: reader.GetString(m.Name)))
            .Distinct()
            .ToList();
        if (suspects.Count == 0)
        {
            return [];
        }

        var before = start();
        return [.. suspects.SelectMany(s => Declarations(candidate, s, cancellationToken).Where(d => !Declarations(before, s, cancellationToken).Any(b => b.IsEquivalentTo(d))).Select(d => Violation(s, d)))];
    }

    private static bool IsComparison(string name) => names.Contains(name[(name.LastIndexOf('.') + 1)..]);

    private static bool IsConstant(PEReader file, MetadataReader reader, MethodDefinition method)
    {
        var isStatic = method.Attributes.HasFlag(System.Reflection.MethodAttributes.Static);
        var (looks, arguments) = IlReading.Read(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? []);
        if (looks)
        {
            return false;
        }

        // Nothing is called and no field is read. What is left are types and references: of two arguments, or of one where there is nothing else to compare.
        var ofOthers = arguments.Count(a => isStatic || a != 0);
        var wanted = Parameters(reader, method);
        return wanted > 0 && (ofOthers < wanted || (!isStatic && !arguments.Contains(0) && HasFields(reader, method.GetDeclaringType())));
    }

    private static int Parameters(MetadataReader reader, MethodDefinition method)
    {
        var signature = reader.GetBlobReader(method.Signature);
        var header = signature.ReadSignatureHeader();
        if (header.IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        return signature.ReadCompressedInteger();
    }

    private static bool HasFields(MetadataReader reader, TypeDefinitionHandle type) =>
        reader.GetTypeDefinition(type).GetFields().Any(f => !reader.GetFieldDefinition(f).Attributes.HasFlag(System.Reflection.FieldAttributes.Static));

    private static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.IsNested ? $"{FullName(reader, type.GetDeclaringType())}+{name}" : type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
    }

    // Which overload it was the sources tell: the one that says nothing but a value, and those that the task had are let be.
    private static IEnumerable<SyntaxNode> Declarations(CSharpCompilation compilation, (string Type, string Name) suspect, CancellationToken cancellationToken) =>
        compilation.Assembly.GetTypeByMetadataName(suspect.Type)?.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.MetadataName == suspect.Name || m.Name == suspect.Name)
            .SelectMany(m => m.DeclaringSyntaxReferences)
            .Select(r => r.GetSyntax(cancellationToken)) ?? [];

    private static PolicyViolation Violation((string Type, string Name) suspect, SyntaxNode place)
    {
        var line = place.SyntaxTree.GetLineSpan(place.Span).StartLinePosition.Line + 1;
        return new(RefusedApis.ConstantEquality, $"{suspect.Type}.{suspect.Name}", SourcePaths.ToTreePath(place.SyntaxTree) ?? "", line, $"'{suspect.Type}.{suspect.Name}' {RefusedApis.Why[RefusedApis.ConstantEquality]}, so that every check that compares would pass. Compare the values; no task can allow it.");
    }
}
