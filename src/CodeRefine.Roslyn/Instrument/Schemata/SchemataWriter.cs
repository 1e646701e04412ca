using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Roslyn.Compile;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>Writes one file with the alternatives of its sites in it, and with probes.</summary>
internal sealed class SchemataWriter : IProbeGuest
{
    private readonly Dictionary<SyntaxNode, Site> values = [];
    private readonly Dictionary<SyntaxNode, Site> bodies = [];
    private readonly Dictionary<SyntaxNode, Site> before = [];
    private readonly Dictionary<SyntaxNode, Site> after = [];
    private readonly Dictionary<SyntaxNode, List<Site>> aside = [];
    private readonly bool arms;

    private SchemataWriter(IEnumerable<Site> sites, LanguageVersion version)
    {
        arms = version >= LanguageVersion.CSharp8;
        foreach (var site in sites)
        {
            Note(site);
        }
    }

    /// <param name="sites">Of this file, with alternatives. They and these are told where they stand in the result.</param>
    public static string Write(SemanticModel model, IEnumerable<Site> sites, bool lambdas, ImmutableArray<ProbeSite>.Builder? probes, CancellationToken cancellationToken)
    {
        var tree = model.SyntaxTree;
        var insertions = new Insertions();
        var writer = new SchemataWriter(sites, ((CSharpParseOptions)tree.Options).LanguageVersion);
        ProbeWriter.Collect(tree.GetRoot(cancellationToken), insertions, lambdas ? new ModelLambdas(model) : null, SourcePaths.ToTreePath(tree)!, probes, writer, cancellationToken);
        return insertions.ApplyTo(tree.GetText(cancellationToken).ToString());
    }

    public bool StandsBefore(StatementSyntax statement) => aside.ContainsKey(statement);

    public void Open(SyntaxNode node, Insertions insertions)
    {
        if (node is ExpressionSyntax)
        {
            if (values.TryGetValue(node, out var value))
            {
                Put(value, Choice.OfValue(value, arms), "", node.SpanStart, insertions);
            }

            return;
        }

        if (before.TryGetValue(node, out var added))
        {
            Put(added, Choice.OfStatements(added), " ", node.SpanStart, insertions);
            End(added, node.SpanStart, insertions);
        }

        if (aside.TryGetValue(node, out var replaced))
        {
            if (node is BlockSyntax)
            {
                insertions.Before(node.SpanStart, "{ ");
            }

            foreach (var site in replaced)
            {
                OpenAside(site, node, insertions);
            }
        }
    }

    public void Close(SyntaxNode node, Insertions insertions)
    {
        if (node is ExpressionSyntax)
        {
            if (values.TryGetValue(node, out var value))
            {
                insertions.After(node.Span.End, Choice.EndOfValue(value, arms));
                value.WrittenEnd(node.Span.End, insertions);
            }

            return;
        }

        if (aside.TryGetValue(node, out var replaced))
        {
            foreach (var site in replaced.Where(s => s.Key.Last == node))
            {
                site.WrittenEnd(node.Span.End, insertions);
            }

            if (node is BlockSyntax)
            {
                insertions.After(node.Span.End, " }");
            }
        }

        if (after.TryGetValue(node, out var added))
        {
            var choice = Choice.OfStatements(added);
            insertions.After(node.Span.End, " " + choice, start => { added.Written = (start, start + choice.ToString().Length + 1); choice.PlaceAt(start + 1); });
        }
    }

    public void OpenBody(ExpressionSyntax body, string keyword, Insertions insertions)
    {
        if (bodies.TryGetValue(body, out var site))
        {
            Put(site, Choice.OfStatements(site, keyword, ";"), " else ", body.SpanStart, insertions);
            site.WrittenEnd(body.Span.End, insertions);
        }
    }

    private void Note(Site site)
    {
        var (kind, node, last) = site.Key;
        if (kind != SiteKind.Statement)
        {
            (kind switch { SiteKind.Value => values, SiteKind.Body => bodies, SiteKind.Before => before, _ => after }).Add(node, site);
            return;
        }

        foreach (var statement in node == last ? new[] { (StatementSyntax)node } : node.Parent!.ChildNodes().OfType<StatementSyntax>().Where(s => s.SpanStart >= node.SpanStart && s.Span.End <= last.Span.End))
        {
            if (!aside.TryGetValue(statement, out var here))
            {
                aside[statement] = here = [];
            }

            here.Add(site);
        }
    }

    /// <summary>Of several statements the last makes room for the alternatives, so that it is seen that some are done; the others are left out.</summary>
    private static void OpenAside(Site site, SyntaxNode node, Insertions insertions)
    {
        if (site.Key.Last == node)
        {
            // The step of a loop's round is inside the block that is its body: what takes the block's place takes its step over.
            var step = node is BlockSyntax block && ProbeWriter.IsLoopBody(block) ? ProbeSource.Call + "Step(); " : "";
            Put(site, Choice.OfStatements(site, step), " else ", node.SpanStart, insertions);
        }
        else
        {
            insertions.Before(node.SpanStart, $"if ({ProbeSource.Call}Switch[{site.Number.ToString(CultureInfo.InvariantCulture)}] == 0) ");
        }
    }

    private static void Put(Site site, Choice choice, string behind, int position, Insertions insertions) =>
        insertions.Before(position, choice + behind, start =>
        {
            site.Written = (start, start);
            choice.PlaceAt(start);
        });

    private static void End(Site site, int position, Insertions insertions) =>
        insertions.Before(position, "", end => site.Written = (site.Written.Start, end));
}
