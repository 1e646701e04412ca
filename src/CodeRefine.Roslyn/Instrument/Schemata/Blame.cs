using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>
/// Whose fault the compiler's errors are. One pass over errors and sorted places: with hundreds of both a search for each pair
/// takes longer than everything else.
/// </summary>
internal sealed class Blame
{
    /// <summary>Said of a whole alternative where the very type matters, these are of the place and not of the edit.</summary>
    private static readonly HashSet<string> ofConversion = ["CS0029", "CS0266", "CS1503", "CS0411", "CS0453", "CS0306", "CS9244"];

    private static readonly HashSet<string> ofLeaving = ["CS0161", "CS1643", "CS0163", "CS8070"];

    private static readonly HashSet<string> ofAssignment = ["CS0165", "CS0170", "CS0171", "CS0177", "CS0188", "CS0843", "CS0269"];

    private readonly Dictionary<SyntaxTree, Place[]> places;
    private readonly Dictionary<SyntaxTree, Site[]> sites;

    /// <param name="written">The tree that was made of each file, by the file's own.</param>
    private Blame(IEnumerable<Site> sites, IReadOnlyDictionary<SyntaxTree, SyntaxTree> written)
    {
        this.sites = sites.GroupBy(s => written[s.Tree]).ToDictionary(g => g.Key, g => g.ToArray());
        places = this.sites.ToDictionary(g => g.Key, g => g.Value.SelectMany(PlacesOf).OrderBy(p => p.Start).ToArray());
    }

    /// <summary>Edits that don't compile, wherever they stand.</summary>
    public HashSet<Alternative> Wrong { get; } = [];

    /// <summary>Edits that may compile at a wider place.</summary>
    public HashSet<Alternative> Moving { get; } = [];

    /// <summary>Edits of which one, or some together, can't stay: only each alone can tell.</summary>
    public HashSet<Alternative> Suspects { get; } = [];

    /// <summary>Everything in members that hold an error.</summary>
    public HashSet<Alternative> InTrouble { get; } = [];

    public static Blame For(IEnumerable<Diagnostic> errors, IEnumerable<Site> sites, IReadOnlyDictionary<SyntaxTree, SyntaxTree> written)
    {
        var blame = new Blame(sites, written);
        var told = new HashSet<SyntaxNode?>();
        var here = errors.Where(e => e.Location.SourceTree is { } tree && blame.places.ContainsKey(tree)).ToList();
        var indirect = here.Where(e => !blame.IsDirect(e, told)).ToList();
        foreach (var error in here.DistinctBy(Member))
        {
            blame.InTrouble.UnionWith(blame.InMember(error));
        }

        // What is wrong inside of a lambda or an argument is told of what stands around it as well.
        foreach (var error in indirect.Where(e => IsOfFlow(e) || !told.Contains(Member(e))))
        {
            blame.Suspects.UnionWith(blame.Around(error));
        }

        blame.Suspects.ExceptWith(blame.Wrong);
        blame.Suspects.ExceptWith(blame.Moving);
        return blame;
    }

    private bool IsDirect(Diagnostic error, HashSet<SyntaxNode?> told)
    {
        var span = error.Location.SourceSpan;
        if (At(places[error.Location.SourceTree!], span.Start) is not { } alternative || (ofAssignment.Contains(error.Id) && !IsOfItself(alternative, NameIn(error))))
        {
            return false;
        }

        var whole = span.Start <= alternative.CodeStart && span.End >= alternative.CodeEnd;
        var ofPlace = alternative.Place!.Site.Form is { Exact: true } or { Convert: true } && (whole || span.Start < alternative.CodeStart) && ofConversion.Contains(error.Id);
        (ofPlace ? Moving : Wrong).Add(alternative);
        told.Add(Member(error));

        // A variable's misuse is told once: of the others at the same place, none is better.
        if (ofAssignment.Contains(error.Id) && NameIn(error) is var name)
        {
            Wrong.UnionWith(alternative.Place!.Site.Alternatives.Where(a => Uses(a.Place!, name) > 0));
        }

        return true;
    }

    private IEnumerable<Alternative> Around(Diagnostic error)
    {
        var tree = error.Location.SourceTree!;
        if (!IsOfFlow(error))
        {
            return Innermost(sites[tree], error.Location.SourceSpan.Start)?.Alternatives ?? InMember(error);
        }

        var here = At(places[tree], error.Location.SourceSpan.Start);
        var name = NameIn(error);
        var all = InMember(error).ToList();
        return ofLeaving.Contains(error.Id)
            ? Some(all.Where(a => OpensEnd(a.Place!)), all)
            : Some(all.Where(a => a == here || Uses(a.Place!, name) is var uses && (uses < 0 || (uses > 0 && a.Place!.Site == here?.Place!.Site))), all);
    }

    private static List<Alternative> Some(IEnumerable<Alternative> likely, List<Alternative> all) => likely.ToList() is { Count: > 0 } some ? some : all;

    /// <summary>A variable's first value that is made of the variable.</summary>
    private static bool IsOfItself(Alternative alternative, string name) =>
        alternative.Place!.Site.Key.Node.FirstAncestorOrSelf<VariableDeclaratorSyntax>()?.Identifier.ValueText == name;

    /// <summary>The variable that the compiler names in its message; of a field that which holds it.</summary>
    private static string NameIn(Diagnostic error) =>
        error.GetMessage(CultureInfo.InvariantCulture).Split('\'') is [_, var name, ..] ? name.Split('.')[0] : "";

    private static bool IsOfFlow(Diagnostic error) => ofLeaving.Contains(error.Id) || ofAssignment.Contains(error.Id);

    /// <summary>Code that is left by a jump, put in by such as goes on.</summary>
    private static bool OpensEnd(Placement place) => place.Site.Key.Last is StatementSyntax statement && !ControlFlow.EndsOpen(statement) && place.Node is StatementSyntax now && ControlFlow.EndsOpen(now);

    /// <summary>How many uses of a variable it adds; below zero it takes some away, which may be what assigned it.</summary>
    private static int Uses(Placement place, string name)
    {
        var (kind, node, last) = place.Site.Key;
        var before = kind is SiteKind.Before or SiteKind.After ? 0 : Count(node, name) + (last == node ? 0 : Count(last, name));
        return Count(place.Node, name) - before;
    }

    private static int Count(SyntaxNode node, string name) => node.DescendantTokens().Count(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name);

    private static IEnumerable<Place> PlacesOf(Site site)
    {
        var (open, close) = site.Form?.Alternative ?? ("", "");
        return site.Alternatives.Select(a => new Place(a.CodeStart - open.Length, a.CodeEnd + close.Length, a));
    }

    private static Alternative? At(Place[] here, int position)
    {
        var (low, high) = (0, here.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (position < here[middle].Start)
            {
                high = middle - 1;
            }
            else if (position > here[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return here[middle].Alternative;
            }
        }

        return null;
    }

    private static Site? Innermost(Site[] sites, int position) =>
        sites.Where(s => s.Written.Start <= position && position < s.Written.End).MinBy(s => s.Written.End - s.Written.Start);

    private static SyntaxNode? Member(Diagnostic error) =>
        error.Location.SourceTree!.GetRoot().FindToken(error.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax));

    private IEnumerable<Alternative> InMember(Diagnostic error)
    {
        var member = Member(error);
        return places[error.Location.SourceTree!].Where(p => member is null || member.FullSpan.Contains(p.Start)).Select(p => p.Alternative);
    }

    private readonly record struct Place(int Start, int End, Alternative Alternative);
}
