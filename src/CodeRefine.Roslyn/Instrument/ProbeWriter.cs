using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static CodeRefine.Roslyn.Instrument.ProbeSource;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>Decides what goes in where, for one file: budgets at loop heads, labels and entries; with coverage a probe before each statement.</summary>
internal sealed partial class ProbeWriter : CSharpSyntaxWalker
{
    private const string step = Call + "Step(); ";
    private const string start = Call + "Start(); ";
    private const string startAsync = Call + "StartAsync(); ";
    private readonly Insertions insertions;
    private readonly LambdaBodies? lambdas;
    private readonly string path;
    private readonly ImmutableArray<ProbeSite>.Builder? probes;
    private readonly IProbeGuest? guest;
    private readonly CancellationToken cancellationToken;

    private ProbeWriter(Insertions insertions, LambdaBodies? lambdas, string path, ImmutableArray<ProbeSite>.Builder? probes, IProbeGuest? guest, CancellationToken cancellationToken)
    {
        (this.insertions, this.lambdas, this.path, this.probes, this.guest, this.cancellationToken) = (insertions, lambdas, path, probes, guest, cancellationToken);
    }

    /// <summary>The file's text with calls put in.</summary>
    /// <param name="lambdas">Whether lambdas whose body is an expression are opened too: that can change how they bind.</param>
    /// <param name="probes">Gets the sites of this file, numbered on from those that are there.</param>
    public static string Write(SemanticModel model, string path, bool coverage, bool lambdas, ImmutableArray<ProbeSite>.Builder probes, CancellationToken cancellationToken)
    {
        var insertions = new Insertions();
        Collect(model.SyntaxTree.GetRoot(cancellationToken), insertions, lambdas ? new ModelLambdas(model) : null, path, coverage ? probes : null, null, cancellationToken);
        return insertions.ApplyTo(model.SyntaxTree.GetText(cancellationToken).ToString());
    }

    /// <summary>As <see cref="Write"/>, for any node: what goes in is only noted.</summary>
    /// <param name="lambdas">Null leaves lambdas whose body is an expression as they are.</param>
    /// <param name="probes">Null without coverage.</param>
    /// <param name="guest">Puts something of its own in beside the probes.</param>
    public static void Collect(SyntaxNode root, Insertions insertions, LambdaBodies? lambdas, string path, ImmutableArray<ProbeSite>.Builder? probes, IProbeGuest? guest, CancellationToken cancellationToken) =>
        new ProbeWriter(insertions, lambdas, path, probes, guest, cancellationToken).Visit(root);

    public override void Visit(SyntaxNode? node)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (node is StatementSyntax statement and not BlockSyntax)
        {
            VisitStatement(statement);
        }
        else if (node is ExpressionSyntax or BlockSyntax && guest is not null)
        {
            guest.Open(node, insertions);
            base.Visit(node);
            guest.Close(node, insertions);
        }
        else
        {
            base.Visit(node);
        }
    }

    private void VisitStatement(StatementSyntax statement)
    {
        var body = IsLoopBody(statement);
        var probe = HasProbe(statement) ? Probe(statement) : "";
        var before = (body ? step : "") + probe;
        var embedded = (before.Length > 0 || guest?.StandsBefore(statement) == true) && IsEmbedded(statement);
        if (embedded || before.Length > 0)
        {
            insertions.Before(statement.SpanStart, embedded ? "{ " + before : before);
        }

        if (statement is LabeledStatementSyntax labeled)
        {
            insertions.After(labeled.ColonToken.Span.End, " " + step.TrimEnd());
        }

        guest?.Open(statement, insertions);
        base.Visit(statement);
        guest?.Close(statement, insertions);
        if (embedded)
        {
            insertions.After(statement.Span.End, " }");
        }
    }

    public override void VisitBlock(BlockSyntax node)
    {
        if (IsLoopBody(node))
        {
            insertions.After(node.OpenBraceToken.Span.End, " " + step.TrimEnd());
        }

        base.VisitBlock(node);
    }

    /// <summary>A statement of a list gets its probe in front; declarations of functions are never reached, a label's statement has its own.</summary>
    private bool HasProbe(StatementSyntax statement) =>
        probes is not null && statement is not (LocalFunctionStatementSyntax or LabeledStatementSyntax or EmptyStatementSyntax) && !statement.IsMissing;

    private string Probe(StatementSyntax statement)
    {
        probes!.Add(new(path, statement.Span, statement.SyntaxTree.GetLineSpan(statement.Span, cancellationToken).StartLinePosition.Line + 1));
        return $"{Call}Hit({probes.Count - 1}); ";
    }

    public static bool IsLoopBody(StatementSyntax statement) => statement.Parent switch
    {
        WhileStatementSyntax loop => loop.Statement == statement,
        DoStatementSyntax loop => loop.Statement == statement,
        ForStatementSyntax loop => loop.Statement == statement,
        CommonForEachStatementSyntax loop => loop.Statement == statement,
        _ => false,
    };

    private static bool IsEmbedded(StatementSyntax statement) => statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or LabeledStatementSyntax);
}
