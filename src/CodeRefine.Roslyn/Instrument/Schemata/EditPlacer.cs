using CodeRefine.Roslyn.Repair;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>Finds for the edits of one file which node each exchanges for what: the smallest expression, then the body or statement around it.</summary>
internal sealed partial class EditPlacer
{
    private readonly SyntaxNode root;
    private readonly string text;
    private readonly CSharpParseOptions options;
    private readonly ValuePlaces values;
    private readonly LambdaBodies lambdas;
    private readonly CopiedLambdas copied;
    private readonly SiteTable sites;
    private readonly CancellationToken cancellationToken;

    public EditPlacer(SemanticModel model, SiteTable sites, CancellationToken cancellationToken)
    {
        root = model.SyntaxTree.GetRoot(cancellationToken);
        text = model.SyntaxTree.GetText(cancellationToken).ToString();
        options = (CSharpParseOptions)model.SyntaxTree.Options;
        values = new(model, cancellationToken);
        lambdas = new ModelLambdas(model);
        copied = new(root, lambdas);
        (this.sites, this.cancellationToken) = (sites, cancellationToken);
    }

    /// <summary>Narrow places first; each is looked for only when it is asked for.</summary>
    public IEnumerable<Placement> Places(CandidateEdit edit)
    {
        var span = TextSpan.FromBounds(edit.Changes[0].Span.Start, edit.Changes[^1].Span.End);
        var hasValue = false;
        foreach (var node in Around(span))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsMadeOnce(node))
            {
                yield break;
            }

            foreach (var place in At(node, span, edit, hasValue))
            {
                hasValue |= place.Site.Key.Kind == SiteKind.Value;
                yield return place;
            }
        }
    }

    private IEnumerable<Placement> At(SyntaxNode node, TextSpan span, CandidateEdit edit, bool hasValue)
    {
        if (node is ExpressionSyntax expression)
        {
            if (!hasValue && Value(expression, edit) is { } value)
            {
                yield return value;
            }

            if (Body(expression, edit) is { } body)
            {
                yield return body;
            }
        }
        else if (node is BlockSyntax or SwitchSectionSyntax && List(node, span, edit) is { } several)
        {
            yield return several;
        }

        if (node is StatementSyntax statement && Statement(statement, edit) is { } one)
        {
            yield return one;
        }
    }

    /// <summary>From the innermost node that holds the whole change to the member.</summary>
    private IEnumerable<SyntaxNode> Around(TextSpan span)
    {
        var first = span.IsEmpty ? root.FindToken(Math.Min(span.Start, root.FullSpan.End - 1)).Parent : root.FindNode(span, getInnermostNodeForTie: true);
        var nodes = first?.AncestorsAndSelf().TakeWhile(n => n is not MemberDeclarationSyntax or GlobalStatementSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax or ConstructorDeclarationSyntax) ?? [];
        return nodes.Where(n => n.Span.Start <= span.Start && span.End <= n.Span.End && !n.ContainsDirectives);
    }

    /// <summary>Static initialisers run once for all: no switch comes in time for them.</summary>
    private static bool IsMadeOnce(SyntaxNode node) => node switch
    {
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.StaticKeyword) || field.Modifiers.Any(SyntaxKind.ConstKeyword),
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    private Placement? Value(ExpressionSyntax expression, CandidateEdit edit)
    {
        if (IsInStatic(expression) || values.FormOf(expression) is not { } form)
        {
            return null;
        }

        var code = Edited(expression.Span, edit);
        return code.Length > 0 && !Glues(expression.Span, code) && Fragment.Expression(code, options) is { Node: ExpressionSyntax parsed } fragment && Precedence.Of(parsed) >= Precedence.NeededAt(expression) && (!form.IsStatement || IsStatement(parsed))
            ? new(sites.At(SiteKind.Value, expression, form: form), fragment.WithBudgets(copied, cancellationToken), parsed)
            : null;
    }

    private static bool IsStatement(ExpressionSyntax expression) => expression is AssignmentExpressionSyntax or InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax
        || expression.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression;

    private Placement? Body(ExpressionSyntax expression, CandidateEdit edit)
    {
        var opened = expression.Parent switch
        {
            ArrowExpressionClauseSyntax arrow => arrow.Parent is not DestructorDeclarationSyntax,
            AnonymousFunctionExpressionSyntax lambda => lambda.ExpressionBody == expression && !values.IsInferred(lambda) && lambdas.IsVoid(lambda, cancellationToken) is not null,
            _ => false,
        };
        return opened && !ScopedNames.Escape(expression) && Edited(expression.Span, edit) is { Length: > 0 } code && Fragment.Expression(code, options) is { } fragment
            ? new(sites.At(SiteKind.Body, expression), fragment.WithBudgets(copied, cancellationToken), fragment.Node)
            : null;
    }

    /// <summary>Asked before anything is switched there, since the way up from a value ends there.</summary>
    private static bool IsInStatic(SyntaxNode expression) =>
        expression.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            FieldDeclarationSyntax field => IsMadeOnce(field),
            ConstructorDeclarationSyntax constructor => IsMadeOnce(constructor),
            PropertyDeclarationSyntax { Initializer: { } initializer } property => property.Modifiers.Any(SyntaxKind.StaticKeyword) && initializer.Span.Contains(expression.Span),
            _ => false,
        };

    /// <summary>Whether the edited code would run together with what stands beside it, as in <c>a-</c> and <c>-1</c>.</summary>
    private bool Glues(TextSpan span, string code) =>
        (span.Start > 0 && RunsOn(text[span.Start - 1], code[0])) || (span.End < text.Length && RunsOn(code[^1], text[span.End]));

    private static bool RunsOn(char left, char right) => (IsWord(left) && IsWord(right)) || (IsSign(left) && IsSign(right));

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '@';

    private static bool IsSign(char c) => c is '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '<' or '>' or '=' or '!' or '?' or ':' or '.' or '~';

    /// <summary>The text of a part of the file with the edit in it.</summary>
    private string Edited(TextSpan span, CandidateEdit edit)
    {
        var result = new System.Text.StringBuilder(span.Length + 64);
        var at = span.Start;
        foreach (var change in edit.Changes)
        {
            result.Append(text, at, change.Span.Start - at).Append(change.NewText);
            at = change.Span.End;
        }

        return result.Append(text, at, span.End - at).ToString();
    }
}
