using System.Collections.Immutable;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Locating.Text;
using CodeRefine.Roslyn.Policy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Repositories.Locating.Facts;

/// <summary>Reads a C# text by its syntax alone, so that a file of a project which cannot be loaded is as good as any.</summary>
internal sealed class CSharpFacts : CSharpSyntaxWalker
{
    private static readonly CSharpParseOptions options = new(LanguageVersion.Preview, DocumentationMode.None);
    private static readonly CompileSettings guarded = new();
    private readonly List<DeclarationFacts> found = [];
    private readonly TermCounts loose = new();
    private readonly SourceText text;
    private readonly Stack<int> open = new();
    private bool testFramework;

    private CSharpFacts(SourceText text) : base(SyntaxWalkerDepth.Trivia) => this.text = text;

    /// <returns>Null where the text would exhaust the parser: it is indexed as words then.</returns>
    public static FileFacts? Read(string text, CancellationToken cancellationToken)
    {
        if (!SourceGuard.Inspect(SourceTree.From(("a.cs", text)), guarded).IsEmpty)
        {
            return null;
        }

        var source = SourceText.From(text);
        var root = CSharpSyntaxTree.ParseText(source, options, cancellationToken: cancellationToken).GetRoot(cancellationToken);
        var walker = new CSharpFacts(source);
        walker.Visit(root);
        return new FileFacts
        {
            IsCSharp = true,
            IsGenerated = LooksGenerated(text),
            UsesTestFramework = walker.testFramework,
            Declarations = [.. walker.found],
            Loose = walker.loose,
            Lines = source.Lines.Count,
        };
    }

    public override void Visit(SyntaxNode? node)
    {
        if (node is not null && Declare(node) is { } declared)
        {
            found.Add(declared);
            open.Push(found.Count - 1);
            base.Visit(node);
            open.Pop();
            return;
        }

        base.Visit(node);
    }

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node) => VisitVariables(node);

    public override void VisitEventFieldDeclaration(EventFieldDeclarationSyntax node) => VisitVariables(node);

    public override void VisitUsingDirective(UsingDirectiveSyntax node) =>
        // What is imported says little of what a file is about; a test framework says what it is there for.
        testFramework |= node.Name?.ToString() is { } name && (name is "Xunit" or "NUnit.Framework" or "Microsoft.VisualStudio.TestTools.UnitTesting" or "Fixie" or "TUnit.Core");

    public override void VisitToken(SyntaxToken token)
    {
        if (token.IsKind(SyntaxKind.IdentifierToken))
        {
            Identifier(token);
        }
        else if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken)
        {
            (Current?.Strings ?? loose).AddText(token.ValueText);
        }

        base.VisitToken(token);
    }

    public override void VisitTrivia(SyntaxTrivia trivia)
    {
        // A comment above all declarations is a licence.
        if (Current is { } current && trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
        {
            Current!.Comments.AddText(trivia.ToFullString());
        }
    }

    private DeclarationFacts? Current => open.TryPeek(out var index) ? found[index] : null;

    private void VisitVariables(BaseFieldDeclarationSyntax node)
    {
        foreach (var attributes in node.AttributeLists)
        {
            Visit(attributes);
        }

        foreach (var variable in node.Declaration.Variables)
        {
            found.Add(Declared(variable, node, variable.Identifier, node is EventFieldDeclarationSyntax ? DeclarationKind.Event : DeclarationKind.Field, node.Declaration.Type));
            open.Push(found.Count - 1);
            VisitLeading(node.GetFirstToken());
            Visit(node.Declaration.Type);
            DefaultVisit(variable);
            open.Pop();
        }
    }

    private void VisitLeading(SyntaxToken first)
    {
        foreach (var trivia in first.LeadingTrivia)
        {
            VisitTrivia(trivia);
        }
    }

    private void Identifier(SyntaxToken token)
    {
        var name = token.ValueText;
        if (name is "var" or "_" or "")
        {
            return;
        }

        var current = Current;
        (current?.Code ?? loose).AddAll(Terms.OfIdentifier(name));
        if (current is not null && token.Parent is SimpleNameSyntax)
        {
            current.References[name] = current.References.GetValueOrDefault(name) + 1;
        }
    }

    private DeclarationFacts? Declare(SyntaxNode node) => node switch
    {
        ClassDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Class, null),
        StructDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Struct, null),
        InterfaceDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Interface, null),
        RecordDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Record, null),
        EnumDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Enum, null),
        DelegateDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Delegate, n.ReturnType),
        MethodDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Method, n.ReturnType),
        ConstructorDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Constructor, null),
        DestructorDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Finalizer, null),
        PropertyDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Property, n.Type),
        IndexerDeclarationSyntax n => Declared(n, n, n.ThisKeyword, DeclarationKind.Indexer, n.Type),
        EventDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.Event, n.Type),
        OperatorDeclarationSyntax n => Declared(n, n, n.OperatorToken, DeclarationKind.Operator, n.ReturnType),
        ConversionOperatorDeclarationSyntax n => Declared(n, n, n.OperatorKeyword, DeclarationKind.Operator, n.Type),
        EnumMemberDeclarationSyntax n => Declared(n, n, n.Identifier, DeclarationKind.EnumMember, null),
        _ => null,
    };

    private DeclarationFacts Declared(SyntaxNode node, MemberDeclarationSyntax whole, SyntaxToken name, DeclarationKind kind, TypeSyntax? type)
    {
        var parent = open.TryPeek(out var outer) ? outer : -1;
        var facts = new DeclarationFacts
        {
            Name = name.ValueText,
            Container = parent >= 0 ? found[parent].FullName : Namespace(node),
            Kind = kind,
            Parent = parent,
            Signature = SignatureText.Of(whole, node as VariableDeclaratorSyntax),
            FirstLine = Line(CommentStart(whole)),
            NameLine = Line(name.SpanStart),
            LastLine = Line(Math.Max(whole.SpanStart, whole.Span.End - 1)),
            TypeName = type is null ? "" : SimpleName(type),
            Bases = whole is BaseTypeDeclarationSyntax { BaseList: { } bases } ? [.. bases.Types.Select(t => SimpleName(t.Type))] : [],
            Attributes = [.. whole.AttributeLists.SelectMany(l => l.Attributes).Select(a => SimpleName(a.Name))],
        };
        facts.Names.AddAll(Terms.OfIdentifier(facts.Name));
        return facts;
    }

    private static string Namespace(SyntaxNode node) =>
        string.Join('.', node.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(n => n.Name.ToString()));

    private static string SimpleName(TypeSyntax type) => type switch
    {
        SimpleNameSyntax s => s.Identifier.ValueText,
        QualifiedNameSyntax q => q.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax a => a.Name.Identifier.ValueText,
        NullableTypeSyntax n => SimpleName(n.ElementType),
        ArrayTypeSyntax a => SimpleName(a.ElementType),
        RefTypeSyntax r => SimpleName(r.Type),
        _ => "",
    };

    /// <summary>The first comment that stands directly above, without the blank lines before it.</summary>
    private static int CommentStart(MemberDeclarationSyntax member)
    {
        foreach (var trivia in member.GetLeadingTrivia())
        {
            if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !trivia.IsDirective)
            {
                return trivia.SpanStart;
            }
        }

        return member.SpanStart;
    }

    private int Line(int position) => text.Lines.GetLineFromPosition(Math.Min(position, text.Length)).LineNumber + 1;

    private static bool LooksGenerated(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 1000));
        return head.Contains("<auto-generated", StringComparison.OrdinalIgnoreCase) || head.Contains("<autogenerated", StringComparison.OrdinalIgnoreCase);
    }
}
