using System.Collections.Immutable;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Search;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Generate;

namespace CodeRefine.Agent.Generated;

/// <summary>Proposes checks for common shapes; asks no model and draws nothing.</summary>
public sealed class ShapeCheckGenerator(RoslynBuilder builder) : ICheckGenerator
{
    public string Name => "shapes";

    public async Task<ImmutableArray<GeneratedCheck>> ProposeAsync(Session session, Node node, CheckRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var checks = await builder.ChecksCompilationAsync(session.Problem, node.Tree, cancellationToken);
            var known = request.Known.Select(k => k.Id).ToHashSet(StringComparer.Ordinal);
            return [.. CheckShapes.Write(checks, cancellationToken)
                .Select(CheckSources.Of)
                .Where(c => (request.Kinds.IsEmpty || request.Kinds.Contains(c.Kind)) && known.Add(c.Id))
                .Take(request.Most)];
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            // Sources that the guard refuses, or that take the compiler too long, have no shape to be read.
            return [];
        }
    }
}
