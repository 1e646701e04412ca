using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Tests.Patches;

/// <summary>Patches made of torn pieces of code, ids and paths: each is applied or answered, none throws, and what is not named stays.</summary>
public sealed class GarbagePatchTests : PatchTest
{
    private const string Code = "using System;\nnamespace N;\n\n/// <summary>S</summary>\n[Serializable]\npublic partial class S<T> : IDisposable where T : class\n{\n    int a, b = 1; // two\n    enum E { One, Two = 2, }\n    public S() : this(1) { }\n    public S(int x) { a = x; }\n    ~S() { }\n#if X\n    void Hidden() { }\n#endif\n    public int this[int i] { get => a; set { a = value; } }\n    public static S<T> operator +(S<T> l, S<T> r) => l;\n    public event Action? E1, E2;\n    void IDisposable.Dispose() { var s = $\"{a:N2} {\"x\"}\"; var v = @\"a\n b\"; }\n    delegate void D(int x);\n    record R(int X);\n}\n";
    private static readonly string[] Pieces = ["M:N.S`1.", "#ctor", "(System.Int32)", "(", ")", "~", "`", "{", "}", "[", "]", "<", ">", ".", "..", "T:N.S`1", "P:N.S`1.Item(System.Int32)", "F:N.S`1.a", "E:N.S`1.E1", "get_Item", "op_Addition", "M:", ":", "", " ", "\n", "\r\n", "\t", "\"", "\"\"\"", "$\"{", "'", "/*", "*/", "//", "///", "#if", "#endif", "#region", "\\u0041", "é", "\u2028", "\uD83D\uDE00", "\uD83D", "\0", "class S<T> {", "enum", "int a;", "void F() { }", "public S() { }", ";", "=>", "using System.Text;", "using", "namespace N;", "return", "Code.cs", "src/", "../", "C:", "Data.txt", "New.cs", "@"];

    [Fact]
    public void No_patch_throws_and_a_rejected_one_says_why()
    {
        var random = new Random(20_260_401);
        var tree = SourceTree.From(("Code.cs", Code), ("Data.txt", "text"), ("Crlf.cs", Code.Replace("\n", "\r\n", StringComparison.Ordinal)[..300]));
        var problem = ProblemOf(tree);
        var applied = 0;
        for (var round = 0; round < 2000; round++)
        {
            var edits = Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomEdit(random)).ToArray();
            var result = Patcher.Apply(problem, tree, new Patch([.. edits], ""));
            if (result is PatchResult.Rejected rejected)
            {
                Assert.NotEmpty(rejected.Problems);
                Assert.All(rejected.Problems, p => Assert.False(string.IsNullOrWhiteSpace(p.Reason)));
            }
            else
            {
                applied++;
                Assert.All(((PatchResult.Applied)result).Tree.Paths, p => Assert.True(tree.Contains(p) || p.EndsWith(".cs", StringComparison.Ordinal)));
            }
        }

        Assert.InRange(applied, 100, 1900);
    }

    [Fact]
    public void Missing_parts_of_edits_are_answered()
    {
        Edit?[] edits = [null, new Edit.WholeFile(null!, null!), new Edit.WholeFile("A.cs", null!), new Edit.DeleteFile(null!), new Edit.ReplaceMember(null!, "x"), new Edit.ReplaceMember("T:A", null!), new Edit.InsertMember("T:A", null!), new Edit.DeleteMember(null!), new Edit.SearchReplace(null, null!, ""), new Edit.SearchReplace("Code.cs", "x", null!), new Edit.AddUsings("Code.cs", default), new Edit.AddUsings("Code.cs", [null!]), new Edit.ReplaceSpan("Code.cs", -1, null!, null!)];
        foreach (var edit in edits)
        {
            Assert.False(string.IsNullOrWhiteSpace(Rejected(Code, edit!)));
        }

        var tree = SourceTree.From(("Code.cs", Code));
        Assert.IsType<PatchResult.Rejected>(Patcher.Apply(ProblemOf(tree), tree, new Patch(default, "")));
        Assert.IsType<PatchResult.Rejected>(Patcher.Apply(ProblemOf(tree), tree, null!));
    }

    private static Edit RandomEdit(Random random) => random.Next(9) switch
    {
        0 => new Edit.WholeFile(Path(random), Text(random)),
        1 => new Edit.DeleteFile(Path(random)),
        2 => new Edit.ReplaceMember(Id(random), Text(random)),
        3 => new Edit.InsertMember(random.Next(2) == 0 ? "T:N.S`1" : Id(random), Text(random)),
        4 => new Edit.DeleteMember(Id(random)),
        5 or 6 => new Edit.SearchReplace(random.Next(2) == 0 ? null : Path(random), Text(random), Text(random)),
        7 => new Edit.AddUsings(Path(random), [Garbage(random, 3), Garbage(random, 2)]),
        _ => new Edit.ReplaceSpan(Path(random), random.Next(-5, 900), Text(random), Text(random)),
    };

    private static string Path(Random random) => random.Next(4) switch { 0 => Garbage(random, 3), 1 => "Crlf.cs", _ => "Code.cs" };

    private static string Id(Random random)
    {
        string[] ids = ["T:N.S`1", "M:N.S`1.#ctor", "M:N.S`1.#ctor(System.Int32)", "P:N.S`1.Item(System.Int32)", "F:N.S`1.a", "E:N.S`1.E1", "M:N.S`1.op_Addition(N.S{`0},N.S{`0})", "F:N.S`1.E.Two", "M:N.S`1.Finalize", "T:N.S`1.R", "T:N.S`1.D", "M:N.S`1.System#IDisposable#Dispose", "S.Dispose", "N", "N.S.E"];
        return random.Next(3) == 0 ? Garbage(random, 5) : ids[random.Next(ids.Length)];
    }

    private static string Text(Random random)
    {
        if (random.Next(3) == 0)
        {
            return Garbage(random, 8);
        }

        var from = random.Next(Code.Length);
        var piece = Code.Substring(from, random.Next(Math.Min(120, Code.Length - from)));
        return random.Next(2) == 0 ? piece : piece + Garbage(random, 2);
    }

    private static string Garbage(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
