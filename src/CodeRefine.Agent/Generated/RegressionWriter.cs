using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Generated;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using GeneratedKind = CodeRefine.Core.Generated.GeneratedKind;

namespace CodeRefine.Agent.Generated;

/// <summary>A counterexample as a test of its own: the falsified property's class, with a fact that calls the property's method with the smallest input in place of generated ones.</summary>
public sealed class RegressionWriter : IRegressionWriter
{
    public GeneratedCheck? Write(Falsification falsification)
    {
        var inputs = falsification.Inputs;
        if (inputs.IsEmpty || inputs.Any(i => !IsLiteral(i)))
        {
            return null;
        }

        var root = CSharpSyntaxTree.ParseText(falsification.Check.Source).GetCompilationUnitRoot();
        var method = root.DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(m => m.Identifier.ValueText == falsification.Method.Name && m.ParameterList.Parameters.Count == inputs.Length);
        if (method?.Parent is not ClassDeclarationSyntax || Call(method, inputs) is not { } fact)
        {
            return null;
        }

        var plain = method.WithAttributeLists([]).WithParameterList(method.ParameterList.WithParameters(SyntaxFactory.SeparatedList(method.ParameterList.Parameters.Select(p => p.WithAttributeLists([])), method.ParameterList.Parameters.GetSeparators()))).ToFullString();
        var text = root.ToFullString();
        var source = string.Concat(text.AsSpan(0, method.FullSpan.Start), fact, plain, text.AsSpan(method.FullSpan.End)).Replace(falsification.Check.Id, CheckSources.ClassName, StringComparison.Ordinal);
        return CheckSources.Make(
            GeneratedKind.Regression,
            PlainText.Line($"{falsification.Check.Title}, on ({string.Join(", ", inputs)})", 160),
            source,
            new Provenance(Provenance.Counterexample, falsification.Check.Id)) with
        { About = falsification.Check.About };
    }

    private static string? Call(MethodDeclarationSyntax method, ImmutableArray<string> inputs)
    {
        var variables = string.Concat(method.ParameterList.Parameters.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{p.Type} input{i} = {Typed(inputs[i], p.Type!.ToString())}; ")));
        var call = $"{method.Identifier.Text}({string.Join(", ", inputs.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"input{i}")))})";
        var body = method.ReturnType.ToString() switch
        {
            "bool" => $"global::Xunit.Assert.True({call});",
            "void" => $"{call};",
            "Task" or "ValueTask" => $"await {call};",
            "Task<bool>" or "ValueTask<bool>" => $"global::Xunit.Assert.True(await {call});",
            _ => null,
        };
        var isAsync = body?.Contains("await", StringComparison.Ordinal) == true;
        return body is null ? null : $"\n    [global::Xunit.Fact]\n    public {(isAsync ? "async global::System.Threading.Tasks.Task" : "void")} Holds_on_what_was_found() {{ {variables}{body} }}\n\n";
    }

    /// <summary>A list in brackets is an array in older versions of the language, too.</summary>
    private static string Typed(string literal, string type) => literal.StartsWith('[') && type.EndsWith("[]", StringComparison.Ordinal) && !literal[1..].Contains('[', StringComparison.Ordinal)
        ? $"new {type} {{ {literal[1..^1]} }}"
        : literal;

    /// <summary>C# and whole: not cut short, and one expression of literals alone.</summary>
    private static bool IsLiteral(string text)
    {
        if (text.Contains('…', StringComparison.Ordinal) || text.Length > 1000)
        {
            return false;
        }

        var expression = SyntaxFactory.ParseExpression(text, consumeFullText: true);
        return !expression.ContainsDiagnostics && expression.DescendantNodesAndSelf().All(n => n is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax or CollectionExpressionSyntax or ExpressionElementSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or PredefinedTypeSyntax or TupleExpressionSyntax or ArgumentSyntax);
    }
}
