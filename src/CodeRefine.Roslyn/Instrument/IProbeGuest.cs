using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Roslyn.Instrument;

/// <summary>Puts code of its own into the text that probes go into, between a probe and what it stands before.</summary>
internal interface IProbeGuest
{
    /// <summary>Whether code goes in before the statement, so that a place for one statement needs braces.</summary>
    bool StandsBefore(StatementSyntax statement);

    /// <summary>Before an expression, a block or another statement.</summary>
    void Open(SyntaxNode node, Insertions insertions);

    /// <summary>After it.</summary>
    void Close(SyntaxNode node, Insertions insertions);

    /// <summary>Before an expression that is a body, opened to statements, and its <paramref name="keyword"/>.</summary>
    void OpenBody(ExpressionSyntax body, string keyword, Insertions insertions);
}
