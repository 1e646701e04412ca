using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Evaluation.Suites.Functions;

/// <summary>
/// The cases of mxeval's Main: a comparer, then for each case <c>var actual1 = …; var expected1 = …; var result1 = comparer.Compare(actual1, expected1); if
/// (!result1.AreEqual) {throw …}</c>. Apart they tell which of them fail, and with which values.
/// </summary>
internal static class ComparedCases
{
    private const int StatementsOfCase = 4;

    /// <returns>None where the body is built otherwise.</returns>
    public static ImmutableArray<Claim> Find(BlockSyntax body)
    {
        if (body.Statements.ToArray() is not [LocalDeclarationStatementSyntax comparer, .. var rest] || comparer.Declaration.Type.ToString() != "CompareLogic" || rest.Length == 0 || rest.Length % StatementsOfCase != 0)
        {
            return [];
        }

        var claims = ImmutableArray.CreateBuilder<Claim>();
        foreach (var group in rest.Chunk(StatementsOfCase))
        {
            if (Case(comparer, group, claims.Count + 1) is not { } claim)
            {
                return [];
            }

            claims.Add(claim);
        }

        return claims.ToImmutable();
    }

    private static Claim? Case(LocalDeclarationStatementSyntax comparer, StatementSyntax[] group, int number)
    {
        if (Name(group[0]) is not { } actual || Name(group[1]) is not { } expected || Name(group[2]) is not { } result || group[3] is not IfStatementSyntax { Else: null } check || check.Condition.ToString() != $"!{result}.AreEqual")
        {
            return null;
        }

        var statements = new[] { comparer.ToString(), group[0].ToString(), group[1].ToString(), group[2].ToString(), $"if ({check.Condition})\n        {{\n            throw Unequal({expected}, {actual});\n        }}" };
        return new Claim(number, string.Join("\n        ", statements), null, null) { IsStatements = true };
    }

    private static string? Name(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax { Declaration.Variables: [var variable] } ? variable.Identifier.Text : null;
}
