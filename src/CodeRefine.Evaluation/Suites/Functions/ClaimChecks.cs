using System.Collections.Immutable;
using System.Globalization;

namespace CodeRefine.Evaluation.Suites.Functions;

/// <summary>
/// Writes a row's asserts as checks that are compiled apart from the candidate, once for all answers. A claim is evaluated as the row writes it: what it compares
/// by reference is so compared here, unless structural equality is asked for.
/// </summary>
internal static class ClaimChecks
{
    private static readonly string[] plainTypes = ["bool", "int", "long", "string", "char"];

    /// <param name="structural">Compare by content where the wanted method returns what <c>Equals</c> and <c>==</c> tell apart by reference.</param>
    public static string TestClass(string name, FunctionHead head, IEnumerable<Claim> claims, bool structural)
    {
        var facts = claims.Select(c => string.Create(CultureInfo.InvariantCulture, $"    [Fact]\n    public void Assert_{c.Number:00}() {Body(c, head, structural)}\n"));
        return $"{Usings(head)}\npublic class {name}\n{{\n{string.Join('\n', facts)}{Unequal}}}\n";
    }

    /// <summary>For a body that is more than asserts: its statements as one check, with <c>Debug.Assert</c> of its own, which holds whatever is defined.</summary>
    public static string ProgramClass(string name, FunctionHead head, string statements) => $$"""
        {{Usings(head)}}
        public class {{name}}
        {
            [Fact]
            public void Program()
            {
                string[] args = [];
                _ = args;
        {{statements}}
            }

            private static class Debug
            {
                public static void Assert(bool claim, string message = "", string detail = "") => Xunit.Assert.True(claim, message.Length > 0 ? message : "An assert does not hold.");
            }
        }
        """;

    /// <summary>For a strategy that is shown no check: that there is such a method.</summary>
    public static string Presence(string name, FunctionHead head) => $$"""
        using Xunit;

        public class {{name}}
        {
            [Fact]
            public void The_answer_compiles() => Assert.NotEmpty(nameof(global::{{head.Type}}.{{head.Method}}));
        }
        """;

    private const string Unequal = """

            private static System.Exception Unequal(object expected, object actual) => Xunit.Sdk.EqualException.ForMismatchedValues(expected, actual);

            private static void SameTuples(System.Runtime.CompilerServices.ITuple expected, System.Runtime.CompilerServices.ITuple actual)
            {
                if (actual == null || expected.Length != actual.Length)
                {
                    throw Unequal(expected, actual);
                }

                for (var i = 0; i < expected.Length; i++)
                {
                    if (!object.Equals(expected[i], actual[i]))
                    {
                        throw Unequal(expected, actual);
                    }
                }
            }
        """ + "\n";

    private static string Usings(FunctionHead head) => $"{head.Usings}using Xunit;\nusing static {head.Type};\n" + (head.Namespace.Length > 0 ? $"using {head.Namespace};\n" : "");

    private static string Body(Claim claim, FunctionHead head, bool structural) => claim switch
    {
        { IsStatements: true } => $"\n    {{\n        {claim.Text}\n    }}",
        { Actual: null } => $"=> Assert.True({claim.Text});",
        _ when structural && head.ReturnsMistypedTuple => $"=> SameTuples({claim.Expected}, {claim.Actual});",
        _ when (structural && head.ReturnsReference) || plainTypes.Contains(head.ReturnType) => $"=> Assert.Equal({claim.Expected}, {claim.Actual});",
        _ => $$"""

                {
                    var actual = {{claim.Actual}};
                    if (!({{WithActual(claim)}}))
                    {
                        throw Unequal({{claim.Expected}}, actual);
                    }
                }
            """,
    };

    private static string WithActual(Claim claim)
    {
        var at = claim.Text.IndexOf(claim.Actual!, StringComparison.Ordinal);
        return claim.Text[..at] + "actual" + claim.Text[(at + claim.Actual!.Length)..];
    }
}
