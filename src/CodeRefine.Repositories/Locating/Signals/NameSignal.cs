namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>Types and members that the issue names.</summary>
internal sealed class NameSignal : ISignal
{
    public string Name => "name";
    public double Weight => 1.2;

    public IEnumerable<Evidence> Find(LocateContext context) =>
        context.Names.Where(n => n.Points > 0.02).Select(n => new Evidence(n.Member.File, n.Member, n.Points,
            $"{(n.Mention.Where == "title" ? "the title names" : n.Mention.Where == "code" ? "the issue's code names" : n.Mention.Where == "words" ? "its words together name" : "the issue names")} {n.Mention} ({Kind(n.Member)} {n.Member.ShortName})"));

    private static string Kind(IndexedMember member) => member.Facts.IsType ? "type" : member.Facts.Kind.ToString().ToLowerInvariant();
}
