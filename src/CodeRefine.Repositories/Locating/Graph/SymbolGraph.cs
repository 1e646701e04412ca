namespace CodeRefine.Repositories.Locating.Graph;

/// <summary>
/// Which declaration refers to which. By names alone a reference goes to every declaration of its name, in equal shares; those of common names weigh little.
/// </summary>
internal sealed class SymbolGraph
{
    /// <summary>A name that is declared more often than this (ToString, Equals) says nothing.</summary>
    private const int MostDeclarations = 30;

    /// <summary>What belonging to a type weighs beside one reference.</summary>
    private const double Belonging = 0.5;

    private SymbolGraph(List<(int To, double Weight)>[] edges) => Edges = edges;

    /// <summary>For each member what it refers to.</summary>
    public IReadOnlyList<(int To, double Weight)>[] Edges { get; }

    public static SymbolGraph Of(RepositoryIndex index)
    {
        var edges = new List<(int, double)>[index.Members.Length];
        foreach (var member in index.Members)
        {
            var list = edges[member.Number] = [];
            foreach (var (name, count) in member.Facts.References)
            {
                if (index.ByName.TryGetValue(name, out var declared) && declared.Length <= MostDeclarations)
                {
                    Add(list, member, declared, Math.Sqrt(count));
                }
            }

            if (member.Facts.Parent >= 0)
            {
                list.Add((member.File.FirstMember + member.Facts.Parent, Belonging));
            }
        }

        return new SymbolGraph(edges);
    }

    /// <summary>Who refers to each member: the edges turned round.</summary>
    public List<(int From, double Weight)>[] Reversed()
    {
        var reversed = Edges.Select(_ => new List<(int, double)>()).ToArray();
        for (var from = 0; from < Edges.Length; from++)
        {
            foreach (var (to, weight) in Edges[from])
            {
                reversed[to].Add((from, weight));
            }
        }

        return reversed;
    }

    private static void Add(List<(int, double)> list, IndexedMember from, IReadOnlyList<IndexedMember> declared, double weight)
    {
        // A type's constructors share its name: the type itself stands for them.
        var types = declared.Where(d => d.Facts.IsType).ToList();
        var targets = types.Count > 0 ? types : declared;
        foreach (var target in targets.Where(t => t.Number != from.Number))
        {
            list.Add((target.Number, weight / targets.Count));
        }
    }
}
