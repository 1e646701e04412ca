using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Tests.Patches;

public sealed class SearchReplacementTests : PatchTest
{
    private const string Source = """
        class A
        {
            // first
            int F(int x)
            {
                if (x<0)   return  -1; /* odd */
                return x+1;
            }

            // second
            int G(int x)
            {
                return x * 2;
            }
        }

        """;

    [Fact]
    public void White_space_and_comments_need_not_agree_and_all_else_stays()
    {
        var result = Applied(Source, new Edit.SearchReplace("Code.cs", "if (x < 0)\n    return -1;\nreturn x + 1;", "return x + 2;"));

        Assert.Equal(Source.Replace("if (x<0)   return  -1; /* odd */\n        return x+1;", "return x + 2;"), result);
    }

    [Fact]
    public void A_literal_matches_however_it_is_spelled()
    {
        Assert.Equal("class A { string s = \"c\"; }", Applied("class A { string s = @\"a\\b\"; }", new Edit.SearchReplace(null, "\"a\\\\b\"", "\"c\"")));
    }

    [Fact]
    public void Several_hits_are_refused_with_the_lines_of_each()
    {
        var said = Rejected(Source, new Edit.SearchReplace("Code.cs", "(int x) {", "(int y) {"));

        Assert.Contains("stands in 2 places: Code.cs:4, Code.cs:11", said);
    }

    [Fact]
    public void A_comment_tells_one_place_from_another()
    {
        var twice = "class A\n{\n    void F()\n    {\n        // one\n        G();\n        // two\n        G();\n    }\n}\n";

        Assert.Equal(twice.Replace("// two\n        G()", "// three\n        H()"), Applied(twice, new Edit.SearchReplace("Code.cs", "        // two\n        G();", "        // three\n        H();")));
    }

    [Fact]
    public void No_hit_is_answered_with_the_nearest_lines_and_what_else_did_apply()
    {
        var said = Rejected(Source, new Edit.SearchReplace("Code.cs", "return x * 2;", "return x * 3;"), new Edit.SearchReplace("Code.cs", "if (x < 1) return -1;", "return 0;"));

        Assert.StartsWith("Edit 2: the search text does not stand in `Code.cs`", said);
        Assert.Contains("6:         if (x<0)   return  -1; /* odd */", said);
        Assert.Contains("the file has `0` where the search text has `1`", said);
        Assert.Contains("Edit 1 did apply, but a patch is kept whole or not at all", said);
    }

    [Fact]
    public void Comments_alone_are_found_by_whole_lines()
    {
        Assert.Equal(Source.Replace("// second", "// third"), Applied(Source, new Edit.SearchReplace("Code.cs", "// second", "// third")));
        Assert.Equal(Source.Replace("/* odd */", "/* even */"), Applied(Source, new Edit.SearchReplace("Code.cs", "/* odd */", "/* even */")));
    }

    [Fact]
    public void A_hit_in_any_editable_file_will_do_when_no_path_is_given()
    {
        var tree = SourceTree.From(("a/One.cs", "class One { int f = 1; }"), ("readonly/Two.cs", "class Two { int f = 1; }"));

        var result = AppliedTree(tree, new Edit.SearchReplace(null, "int f = 1;", "int f = 2;"));

        Assert.Equal("class One { int f = 2; }", result["a/One.cs"].Text);
        Assert.Equal("class Two { int f = 1; }", result["readonly/Two.cs"].Text);
    }

    [Theory]
    [InlineData("return x * 2;", "if (x > 1)\n{\n    return 1;\n}\nreturn x * 2;")]
    [InlineData("        return x * 2;\n", "        if (x > 1)\n        {\n            return 1;\n        }\n        return x * 2;\n")]
    [InlineData("    return x * 2;", "    if (x > 1)\n    {\n        return 1;\n    }\n    return x * 2;")]
    [InlineData("return x * 2;", "if (x > 1)\n        {\n            return 1;\n        }\n        return x * 2;")]
    public void The_replacement_takes_the_indentation_of_its_place(string search, string replace)
    {
        Assert.Equal(
            Source.Replace("        return x * 2;", "        if (x > 1)\n        {\n            return 1;\n        }\n        return x * 2;"),
            Applied(Source, new Edit.SearchReplace("Code.cs", search, replace)));
    }

    [Fact]
    public void An_empty_replacement_takes_the_lines_out()
    {
        Assert.Equal(Source.Replace("        return x+1;\n", ""), Applied(Source, new Edit.SearchReplace("Code.cs", "return x + 1;", "")));
    }

    [Fact]
    public void Two_edits_that_are_balanced_only_together_apply_and_one_alone_is_refused()
    {
        var open = new Edit.SearchReplace("Code.cs", "return x * 2;", "if (x > 0) {\n            return x * 2;");
        var close = new Edit.SearchReplace("Code.cs", "if (x > 0) { return x * 2;\n}", "if (x > 0) { return x * 2; }\n        return 0;\n    }");

        Assert.Contains("return 0;", Applied(Source, open, close));
        var said = Rejected(Source, open);
        Assert.Contains("with it `Code.cs` no longer parses, at line", said);
        Assert.Contains("CS1513", said);
    }

    [Fact]
    public void A_file_that_did_not_parse_may_be_edited_in_parts()
    {
        Assert.Equal("class A { int x = 1; int y = ; }", Applied("class A { int x = ; int y = ; }", new Edit.SearchReplace("Code.cs", "int x = ;", "int x = 1;")));
    }

    [Fact]
    public void Line_endings_of_the_file_are_kept()
    {
        Assert.Equal("class A\r\n{\r\n    int x;\r\n    int y;\r\n}", Applied("class A\r\n{\r\n    int z;\r\n}", new Edit.SearchReplace("Code.cs", "    int z;\n", "    int x;\n    int y;\n")));
    }
}
