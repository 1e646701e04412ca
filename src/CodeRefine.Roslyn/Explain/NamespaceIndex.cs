using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Explain;

/// <summary>
/// Which namespaces would bring a type or an extension method in. Each reference is walked once in the life of the process,
/// when the first question comes; the compilation's own sources each time.
/// </summary>
public sealed class NamespaceIndex
{
    private static readonly ConditionalWeakTable<MetadataReference, AssemblyNames> Known = [];
    private readonly ImmutableArray<AssemblyNames> assemblies;

    private NamespaceIndex(ImmutableArray<AssemblyNames> assemblies) => this.assemblies = assemblies;

    public static NamespaceIndex For(CSharpCompilation compilation)
    {
        var own = AssemblyNames.Of(compilation.Assembly, includeInternal: true);
        var referenced = compilation.References.Select(r => r is CompilationReference ? Walk(compilation, r) : Known.TryGetValue(r, out var known) ? known : Keep(compilation, r));
        return new NamespaceIndex([own, .. referenced]);
    }

    /// <summary>Names of all public types of the references and all types of the sources, nested ones not among them.</summary>
    public IEnumerable<string> TypeNames => assemblies.SelectMany(a => a.Types.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>Namespaces that hold a type of that name, the shortest first (it is most often the one meant); the global one is left out.</summary>
    /// <param name="arity">Number of type parameters; null for any.</param>
    public IReadOnlyList<string> NamespacesOf(string typeName, int? arity = null) =>
        Ordered(assemblies.SelectMany(a => a.Types.GetValueOrDefault(typeName, [])).Where(t => arity is null || t.Arity == arity).Select(t => t.Namespace));

    /// <summary>Namespaces with an extension method of that name.</summary>
    public IReadOnlyList<string> NamespacesOfExtension(string methodName) =>
        Ordered(assemblies.SelectMany(a => a.Extensions.GetValueOrDefault(methodName, [])));

    private static List<string> Ordered(IEnumerable<string> namespaces) =>
        [.. namespaces.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).OrderBy(n => n.Count(c => c == '.')).ThenBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal)];

    private static AssemblyNames Keep(CSharpCompilation compilation, MetadataReference reference)
    {
        var names = Walk(compilation, reference);
        Known.AddOrUpdate(reference, names);
        return names;
    }

    private static AssemblyNames Walk(CSharpCompilation compilation, MetadataReference reference) =>
        compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly ? AssemblyNames.Of(assembly, includeInternal: false) : AssemblyNames.None;

    private sealed record AssemblyNames(Dictionary<string, ImmutableArray<(string Namespace, int Arity)>> Types, Dictionary<string, ImmutableArray<string>> Extensions)
    {
        public static AssemblyNames None { get; } = new([], []);

        public static AssemblyNames Of(IAssemblySymbol assembly, bool includeInternal)
        {
            var types = new Dictionary<string, ImmutableArray<(string, int)>>(StringComparer.Ordinal);
            var extensions = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
            var waiting = new Stack<INamespaceSymbol>([assembly.GlobalNamespace]);
            while (waiting.TryPop(out var space))
            {
                var name = space.IsGlobalNamespace ? "" : space.ToDisplayString();
                foreach (var inner in space.GetNamespaceMembers())
                {
                    waiting.Push(inner);
                }

                foreach (var type in space.GetTypeMembers().Where(t => includeInternal || t.DeclaredAccessibility == Accessibility.Public))
                {
                    types[type.Name] = types.GetValueOrDefault(type.Name, []).Add((name, type.Arity));
                    foreach (var extension in ExtensionsOf(type))
                    {
                        extensions[extension] = extensions.GetValueOrDefault(extension, []).Add(name);
                    }
                }
            }

            return new AssemblyNames(types, extensions);
        }

        private static IEnumerable<string> ExtensionsOf(INamedTypeSymbol type) => type.MightContainExtensionMethods
            ? type.GetMembers().OfType<IMethodSymbol>().Where(m => m.IsExtensionMethod && m.DeclaredAccessibility != Accessibility.Private).Select(m => m.Name).Distinct(StringComparer.Ordinal)
            : [];
    }
}
