using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Repair.Agreement;

/// <summary>
/// Writes a check that asserts nothing: it calls what the visible checks call, with generated inputs, and prints what came of each. Run on two
/// versions of a candidate it tells on which inputs they differ.
/// </summary>
public static class BehaviourChecks
{
    /// <summary>Path of the generated source among the check sources.</summary>
    public const string Path = "coderefine/Behaviours.cs";

    /// <summary>What each printed line begins with; then name, number, hash, input and outcome, separated by tabs.</summary>
    public const string Mark = "#behaviour:";

    private const int MostMethods = 6;
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <param name="checks">The visible checks' compilation; its sources name the members to call.</param>
    /// <param name="inputs">Inputs for each static method or class.</param>
    /// <returns>Null where the checks call nothing that inputs can be made for.</returns>
    public static string? Write(CSharpCompilation checks, int inputs, CancellationToken cancellationToken)
    {
        var used = UsedMembers(checks, cancellationToken);
        var text = new StringBuilder();
        foreach (var method in used.OfType<IMethodSymbol>().Where(m => m is { IsStatic: true, MethodKind: MethodKind.Ordinary }).Take(MostMethods))
        {
            AppendCheck(text, StaticCall(method, inputs));
        }

        foreach (var type in used.Where(m => !m.IsStatic).GroupBy(m => m.ContainingType, (SymbolEqualityComparer)SymbolEqualityComparer.Default).Take(MostMethods))
        {
            var made = (INamedTypeSymbol)type.Key!;
            var steps = type.Where(m => m is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }).ToList();
            if (steps.Count > 0 && ConstructorOf(made, type) is { } constructor)
            {
                AppendCheck(text, Steps(made, constructor, steps, inputs));
            }
        }

        return text.Length == 0 ? null : $"public sealed class CodeRefineBehaviours\n{{\n{text}}}\n";
    }

    private static void AppendCheck(StringBuilder text, string body)
    {
        var number = text.ToString().Split("[global::Xunit.Fact]").Length;
        text.Append(CultureInfo.InvariantCulture, $"    [global::Xunit.Fact] public void Calls{number}() {{ {body} }}\n");
    }

    private static string StaticCall(IMethodSymbol method, int inputs)
    {
        var call = $"{method.ContainingType.ToDisplayString(Full)}.{method.Name}({Arguments(method.Parameters)})";
        return $"global::CodeRefine.Properties.Behaviours.Write(\"{Mark}\", \"{method.Name}\", {inputs}, typeof({method.ContainingType.ToDisplayString(Full)}).Assembly, a => {Lambda(call, method.ReturnsVoid)}{Types(method.Parameters)});";
    }

    private static string Steps(INamedTypeSymbol type, IMethodSymbol constructor, IEnumerable<ISymbol> members, int inputs)
    {
        var name = type.ToDisplayString(Full);
        var steps = members.Select(m => m switch
        {
            IPropertySymbol property => $", new global::CodeRefine.Properties.BehaviourStep(\"{property.Name}\", (o, a) => (({name})o).{property.Name})",
            IMethodSymbol method => $", new global::CodeRefine.Properties.BehaviourStep(\"{method.Name}\", (o, a) => {Lambda($"(({name})o).{method.Name}({Arguments(method.Parameters)})", method.ReturnsVoid)}{Types(method.Parameters)})",
            _ => "",
        });
        var types = $"new global::System.Type[] {{ {string.Join(", ", constructor.Parameters.Select(p => $"typeof({p.Type.ToDisplayString(Full)})"))} }}";
        return $"global::CodeRefine.Properties.Behaviours.WriteSteps(\"{Mark}\", \"{type.Name}\", {inputs}, typeof({name}).Assembly, a => new {name}({Arguments(constructor.Parameters)}), {types}{string.Concat(steps)});";
    }

    private static string Lambda(string call, bool isVoid) => isVoid ? $"{{ {call}; return null; }}" : $"(object){call}";

    private static string Arguments(IEnumerable<IParameterSymbol> parameters) =>
        string.Join(", ", parameters.Select((p, i) => $"({p.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Full)})a[{i}]"));

    private static string Types(IEnumerable<IParameterSymbol> parameters) =>
        string.Concat(parameters.Select(p => $", typeof({p.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Full)})"));

    /// <summary>The constructor that the checks use most; else the shortest that inputs can be made for.</summary>
    private static IMethodSymbol? ConstructorOf(INamedTypeSymbol type, IEnumerable<ISymbol> used) => type.IsAbstract ? null
        : used.OfType<IMethodSymbol>().FirstOrDefault(m => m.MethodKind == MethodKind.Constructor)
        ?? type.InstanceConstructors.Where(c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal && CanBeCalled(c)).MinBy(c => c.Parameters.Length);

    /// <summary>Members of the candidate's that the checks use, most used first.</summary>
    internal static List<ISymbol> UsedMembers(CSharpCompilation checks, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<ISymbol, (int Count, int First)>(SymbolEqualityComparer.Default);
        foreach (var tree in checks.SyntaxTrees)
        {
            var model = checks.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes().Where(n => n is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or MemberAccessExpressionSyntax))
            {
                if (Declared(model.GetSymbolInfo(node, cancellationToken).Symbol) is { } symbol && IsCandidates(symbol, checks) && CanBeCalled(symbol))
                {
                    counts[symbol] = counts.TryGetValue(symbol, out var known) ? (known.Count + 1, known.First) : (1, counts.Count);
                }
            }
        }

        return [.. counts.OrderByDescending(c => c.Value.Count).ThenBy(c => c.Value.First).Select(c => c.Key)];
    }

    /// <summary>An extension method as the static method that it is.</summary>
    private static ISymbol? Declared(ISymbol? symbol) => (symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol)?.OriginalDefinition;

    private static bool IsCandidates(ISymbol symbol, CSharpCompilation checks) =>
        symbol.Locations.Any(l => l.IsInSource) && !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, checks.Assembly);

    private static bool CanBeCalled(ISymbol symbol) => symbol.ContainingType is { IsGenericType: false, IsRefLikeType: false } && symbol switch
    {
        IMethodSymbol method => !method.IsGenericMethod && method.Parameters.All(p => p.RefKind == RefKind.None && IsPlain(p.Type)) && (method.ReturnsVoid || IsPlain(method.ReturnType)) && !method.ReturnsByRef && !method.ReturnsByRefReadonly,
        IPropertySymbol property => property is { IsIndexer: false, GetMethod: not null, IsStatic: false } && IsPlain(property.Type),
        _ => false,
    };

    /// <summary>Fits into an <c>object</c>.</summary>
    private static bool IsPlain(ITypeSymbol type) => type is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.TypeParameter or TypeKind.Error) };
}
