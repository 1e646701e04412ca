using CodeRefine.Roslyn.Repair.Edits;
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
    /// <summary>Said of a whole alternative, these may be the fault of the place and not of the edit.</summary>
    private static readonly HashSet<string> ofConversion = ["CS0029", "CS0266", "CS1503", "CS0411", "CS1061", "CS8135", "CS0453", "CS0306", "CS9244", "CS8347", "CS8352"];

    /// <summary>Told far from the code that is to blame: not all paths return, a variable is not assigned, a section falls through.</summary>
    private static readonly HashSet<string> ofFlow = ["CS0161", "CS1643", "CS0163", "CS8070", "CS0165", "CS0170", "CS0171", "CS0177", "CS0188", "CS0843", "CS8050", "CS0269"];

    private readonly Dictionary<SyntaxTree, Place[]> places;
    private readonly Dictionary<SyntaxTree, Site[]> sites;

    /// <param name="written">The tree that was made of each file, by the file's own.</param>
    public Blame(IEnumerable<Site> sites, IReadOnlyDictionary<SyntaxTree, SyntaxTree> written)
    {
        this.sites = sites.GroupBy(s => written[s.Tree]).ToDictionary(g => g.Key, g => g.ToArray());
        places = this.sites.ToDictionary(g => g.Key, g => g.Value.SelectMany(s => s.Alternatives).Select(a => new Place(a.Start, a.End, a)).OrderBy(p => p.Start).ToArray());
    }

    /// <summary>Edits that don't compile, wherever they stand.</summary>
    public HashSet<Alternative> Wrong { get; } = [];

    /// <summary>Edits that may compile at a wider place.</summary>
    public HashSet<Alternative> Moving { get; } = [];

    /// <summary>Edits of which some together, or one, can't stay: nothing says which.</summary>
    public HashSet<Alternative> Suspects { get; } = [];

    public void Add(Diagnostic error)
    {
        var tree = error.Location.SourceTree;
        if (tree is null || !places.TryGetValue(tree, out var here))
        {
            return;
        }

        var span = error.Location.SourceSpan;
        if (At(here, span.Start) is { } alternative)
        {
            var whole = span.Start <= alternative.Start && span.End >= alternative.End;
            var uncertain = alternative.Place!.Site.Form is { Exact: true } or { Convert: true } && (whole || span.End > alternative.End) && ofConversion.Contains(error.Id);
            (uncertain ? Moving : Wrong).Add(alternative);
        }
        else if (ofFlow.Contains(error.Id))
        {
            Suspects.UnionWith(OfFlow(error, tree));
        }
        else if (Innermost(sites[tree], span.Start) is { } site)
        {
            Moving.UnionWith(site.Alternatives);
        }
        else
        {
            Suspects.UnionWith(InMember(tree, span.Start));
        }
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

    /// <summary>Those whose site has to do with the variable, or, where none is named, with how the code is left.</summary>
    private IEnumerable<Alternative> OfFlow(Diagnostic error, SyntaxTree tree)
    {
        var all = InMember(tree, error.Location.SourceSpan.Start).ToList();
        var name = error.Id is "CS0161" or "CS1643" or "CS0163" or "CS8070" ? null : tree.GetText().ToString(error.Location.SourceSpan);
        var likely = all.Where(a => a.Place!.Site is { Key.Kind: not (SiteKind.Before or SiteKind.After) } site && (name is null ? LeavesFlow(site.Key) : Mentions(site.Key, name))).ToList();
        return likely.Count > 0 ? likely : all;
    }

    private static bool LeavesFlow(SiteKey site) => site.Last is StatementSyntax statement && !EndsOpen(statement);

    /// <summary>Whether the end of the statement can be reached, as far as its syntax tells.</summary>
    private static bool EndsOpen(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { Expression: null } => false,
        BlockSyntax block => block.Statements.All(EndsOpen),
        IfStatementSyntax { Else: null } => true,
        IfStatementSyntax choice => EndsOpen(choice.Statement) || EndsOpen(choice.Else!.Statement),
        WhileStatementSyntax { Condition: var condition } => !condition.IsKind(SyntaxKind.TrueLiteralExpression),
        DoStatementSyntax { Condition: var condition } => !condition.IsKind(SyntaxKind.TrueLiteralExpression),
        ForStatementSyntax loop => loop.Condition is { } condition && !condition.IsKind(SyntaxKind.TrueLiteralExpression),
        SwitchStatementSyntax or TryStatementSyntax => false,
        LockStatementSyntax inner => EndsOpen(inner.Statement),
        UsingStatementSyntax inner => EndsOpen(inner.Statement),
        CheckedStatementSyntax inner => EndsOpen(inner.Block),
        _ => true,
    };

    private static bool Mentions(SiteKey site, string name) =>
        site.Node.DescendantTokens().Concat(site.Last.DescendantTokens()).Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name);

    private IEnumerable<Alternative> InMember(SyntaxTree tree, int position)
    {
        var member = tree.GetRoot().FindToken(position).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax));
        return places[tree].Where(p => member is null || member.FullSpan.Contains(p.Start)).Select(p => p.Alternative);
    }

    private readonly record struct Place(int Start, int End, Alternative Alternative);
}
