using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>Lambdas in edited code, which nothing has bound: they are what those of the source with the same text, or else the same parameters, are.</summary>
internal sealed class CopiedLambdas(SyntaxNode root, LambdaBodies source) : LambdaBodies
{
    private Dictionary<string, bool?>? byText;

    public override bool? IsVoid(AnonymousFunctionExpressionSyntax lambda, CancellationToken cancellationToken)
    {
        byText ??= Read(cancellationToken);
        return byText.TryGetValue(lambda.ToString(), out var known) || byText.TryGetValue(Head(lambda), out known) ? known : null;
    }

    private Dictionary<string, bool?> Read(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, bool?>(StringComparer.Ordinal);
        foreach (var lambda in root.DescendantNodes().OfType<AnonymousFunctionExpressionSyntax>().Where(l => l.ExpressionBody is not null))
        {
            var kind = source.IsVoid(lambda, cancellationToken);
            foreach (var key in new[] { lambda.ToString(), Head(lambda) })
            {
                found[key] = found.TryGetValue(key, out var other) && other != kind ? null : kind;
            }
        }

        return found;
    }

    /// <summary>Up to the arrow.</summary>
    private static string Head(AnonymousFunctionExpressionSyntax lambda)
    {
        var text = lambda.ToString();
        return text[..Math.Min(text.Length, lambda.Body.SpanStart - lambda.SpanStart)];
    }
}
