using CodeRefine.Core;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Policy;
using CodeRefine.Roslyn.Tests.Compile;

namespace CodeRefine.Roslyn.Tests.Policy;

/// <summary>A stack overflow can't be caught: were one of these to reach the compiler, no test of this project would report.</summary>
public class SourceGuardTests
{
    public static TheoryData<string, string> Deep => new()
    {
        { "parentheses", Method("int x = " + Repeat("(", 40_000) + "1" + Repeat(")", 40_000) + ";") },
        { "blocks", Method(Repeat("{", 20_000) + Repeat("}", 20_000)) },
        { "blocks that nobody closes", Method(Repeat("if (true) {", 20_000)) },
        { "brackets", Method("_ = " + Repeat("a[", 20_000) + "0" + Repeat("]", 20_000) + ";") },
        { "unary operators", Method("bool b = " + Repeat("!", 50_000) + "true;") },
        { "casts", Method("int x = " + Repeat("(int)", 20_000) + "1;") },
        { "binary operators", Method("int x = 1" + Repeat(" + 1", 50_000) + ";") },
        { "conditionals", Method("int x = " + Repeat("true ? 1 : ", 20_000) + "1;") },
        { "assignments", Method("int a; " + Repeat("a = ", 20_000) + "1;") },
        { "ifs without braces", Method(Repeat("if (true) ", 20_000) + ";") },
        { "else ifs", Method(Repeat("if (true) ; else ", 20_000) + ";") },
        { "else ifs with braces", Method(Repeat("if (true) { } else ", 20_000) + "{ }") },
        { "loops without braces", Method(Repeat("while (true) ", 20_000) + ";") },
        { "lambdas", Method("F(" + Repeat("x => F(", 12) + "x" + Repeat(")", 12) + ");") },
        { "curried lambdas", Method("F(" + Repeat("x => ", 20_000) + "x);") },
        { "switch expressions in a row", Method("_ = 1" + Repeat(" switch { _ => 1 }", 20_000) + ";") },
        { "withs in a row", Method("_ = r" + Repeat(" with { }", 20_000) + ";") },
        { "calls in a row", Method("_ = a" + Repeat(".B()", 20_000) + ";") },
        { "type arguments", Method(Repeat("A<", 20_000) + "int" + Repeat(">", 20_000) + " x;") },
        { "type arguments after commas", Method(Repeat("D<int,", 20_000) + "int" + Repeat(">", 20_000) + " x;") },
        { "nullable types", Method("int" + Repeat("?", 20_000) + " x;") },
        { "interpolations", Method("_ = " + Repeat("$\"{", 20_000) + "1" + Repeat("}\"", 20_000) + ";") },
        { "raw interpolations", Method("_ = " + Repeat("$\"\"\"{", 20_000) + "1" + Repeat("}\"\"\"", 20_000) + ";") },
        { "patterns", Method("_ = 1 is " + Repeat("not ", 20_000) + "1;") },
        { "types in types", Repeat("class A {", 20_000) + Repeat("}", 20_000) },
        { "conditional compilation", Repeat("#if A\n", 20_000) + Repeat("#endif\n", 20_000).Replace("A", "B", StringComparison.Ordinal) },
        { "a condition", "#if " + Repeat("(", 40_000) + "A" + Repeat(")", 40_000) + "\n#endif" },
        { "parentheses after a string in excluded text", "#if NEVER\n@\"\n#endif\n" + Method("int x = " + Repeat("(", 40_000) + "1" + Repeat(")", 40_000) + ";") },
        { "parentheses after an excluded branch", "#if true\n#elif NEVER\n/*\n#endif\n" + Method("int x = " + Repeat("(", 40_000) + "1" + Repeat(")", 40_000) + ";") },
        { "parentheses after a directive in a string", Method("_ = @\"\n#if NEVER\n\"; int x = " + Repeat("(", 40_000) + "1" + Repeat(")", 40_000) + ";") },
        { "parentheses after quotes in a character", Method("_ = '\"'; int x = " + Repeat("(", 40_000) + "1" + Repeat(")", 40_000) + ";") },
        { "parentheses after a broken interpolation", Method("_ = $\"{(}\"; /* \"; int x = " + Repeat("(", 40_000) + "1" + Repeat(")", 40_000) + ";") },
        { "parentheses in an interpolation after a format", Method("_ = $\"{1:'}{" + Repeat("(", 40_000) + "1" + Repeat(")", 40_000) + "}\";") },
    };

    [Theory]
    [MemberData(nameof(Deep), DisableDiscoveryEnumeration = true)]
    public async Task Depth_that_would_overflow_the_compiler_is_refused(string what, string source)
    {
        var problem = Builders.Problem(source, "using Xunit; public class T { [Fact] public void A() { } }");

        var result = await Builders.New().BuildAsync(problem, problem.Sources, default);

        Assert.True(result is BuildResult.Refused { Violations: [{ Rule: "source-nesting", Path: "Code.cs" }] }, $"{what}: {result}");
    }

    [Theory]
    [InlineData(199, true)]
    [InlineData(1_500, false)]
    public async Task The_compiler_stands_what_the_guard_lets_pass(int depth, bool passes)
    {
        var half = depth / 2;
        var body = $"int x = {Repeat("(", half)}1{Repeat(")", half)}; {Repeat("{", half)}{Repeat("}", half)} x = 1{Repeat(" + 1", 1_400)}; bool b = {Repeat("!", 1_400)}true; x = {Repeat("b ? 1 : ", 700)}1; {Repeat("if (b) x++; else ", 400)} x = 2;";
        var problem = Builders.Problem(Method(body), "using Xunit; public class T { [Fact] public void A() { } }");

        var result = await Builders.New().BuildAsync(problem, problem.Sources, default);

        Assert.True(passes ? result is BuildResult.Success : result is BuildResult.Refused, result + string.Join("; ", result.Diagnostics.Take(3)));
    }

    [Fact]
    public void Text_in_strings_comments_and_excluded_branches_does_not_count()
    {
        var brackets = Repeat("({[", 2_000);
        var text = Method($"var a = \"{brackets}\"; var b = @\"{brackets}\"\"{{\n\"; var c = $\"{{1:{"N0"}}} {{{{ {brackets.Replace("{", "{{", StringComparison.Ordinal)}\"; var d = \"\"\"\n{brackets}\n\"\"\"; /* {brackets} */ // {brackets}\n var e = $$\"\"\"\n{brackets.Replace("{", "{ ", StringComparison.Ordinal)} {{{{a}}}} \"\"\"; char f = '(';\n#if NEVER\n{brackets} \" @\"\n#else\nvar g = 1;\n#endif\n");

        Assert.Empty(SourceGuard.Inspect(SourceTree.From(("A.cs", text)), CompileSettings.Default));
    }

    [Fact]
    public void Our_own_sources_pass()
    {
        var sources = Directory.EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(f => (f, File.ReadAllText(f))).ToArray();

        Assert.NotEmpty(sources);
        Assert.Empty(SourceGuard.Inspect(SourceTree.From(sources), CompileSettings.Default));
    }

    [Theory]
    [InlineData("source-size")]
    [InlineData("binary-source")]
    public async Task What_is_no_source_is_refused(string rule)
    {
        var text = rule == "source-size" ? "// " + Repeat("x", 1 << 20) : "class A { }\n\0\0";
        var problem = Builders.Problem(text, "using Xunit; public class T { [Fact] public void A() { } }");

        var refused = Assert.IsType<BuildResult.Refused>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Equal(rule, Assert.Single(refused.Violations).Rule);
    }

    [Fact]
    public void Many_files_are_bounded_together()
    {
        var files = Enumerable.Range(0, 9).Select(i => ($"F{i}.cs", "// " + Repeat("x", (1 << 20) - 10))).ToArray();

        Assert.Equal("source-size", Assert.Single(SourceGuard.Inspect(SourceTree.From(files), CompileSettings.Default)).Rule);
    }

    [Fact]
    public async Task Checks_too_are_looked_at_before_they_are_parsed()
    {
        var problem = Builders.Problem("class A { }", Repeat("(", 40_000));

        var error = await Assert.ThrowsAsync<UserErrorException>(() => Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Contains("tests/Tests.cs", error.Message);
    }

    [Fact]
    public async Task A_build_that_takes_too_long_is_refused_and_does_not_hang()
    {
        // Ten lambdas with two overloads each: the guard's bound, still a long time to bind.
        var overloads = "static int F(System.Func<int, int> f) => 0; static int F(System.Func<string, int> f) => 0; static int F(System.Func<long, int> f) => 0; static int F(System.Func<double, int> f) => 0;";
        var candidate = $"class C {{ {overloads} static int M() {{ return F({Repeat("x => F(", 9)}y => y.No(){Repeat(")", 9)}); }} }}";
        var problem = Builders.Problem(candidate, "using Xunit; public class T { [Fact] public void A() { } }");
        var builder = new RoslynBuilder(Builders.References, new BuilderOptions { Deadline = TimeSpan.FromMilliseconds(400) });

        var result = await builder.BuildAsync(problem, problem.Sources, default);

        Assert.True(result is BuildResult.Refused { Violations: [{ Rule: "compile-deadline" }] }, result.ToString());
    }

    private static string Method(string body) => "class C { void M() { " + body + " } }";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src"));
}
