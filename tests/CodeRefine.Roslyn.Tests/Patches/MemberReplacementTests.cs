using CodeRefine.Core.Patches;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Tests.Patches;

public sealed class MemberReplacementTests : PatchTest
{
    private const string Stack = """
        using System;
        namespace Demo;

        // A stack.
        public class Stack<T>
        {
            private readonly List<T> items = [];   // newest last

            /// <summary>Takes the newest.</summary>
            public T Pop()
            {
                return items[0];
            } // end of Pop

            public void Push(T item) => items.Add(item);
            public void Push(int   times, T item) { }
        }

        """;

    [Fact]
    public void I_can_replace_a_method_and_keep_its_documentation_and_all_around_it()
    {
        var result = Applied(Stack, new Edit.ReplaceMember("M:Demo.Stack`1.Pop", "public T Pop()\n{\n    var last = items[^1];\n    items.RemoveAt(items.Count - 1);\n    return last;\n}"));

        Assert.Equal(Stack.Replace("        return items[0];", "        var last = items[^1];\n        items.RemoveAt(items.Count - 1);\n        return last;"), result);
    }

    [Fact]
    public void New_documentation_stands_for_the_old()
    {
        var result = Applied(Stack, new Edit.ReplaceMember("M:Demo.Stack`1.Pop", "/// <summary>Takes the last.</summary>\n/// <returns>It.</returns>\npublic T Pop() => items[^1];"));

        Assert.Contains("    /// <summary>Takes the last.</summary>\n    /// <returns>It.</returns>\n    public T Pop() => items[^1]; // end of Pop\n", result);
        Assert.DoesNotContain("newest.</summary>", result);
    }

    [Fact]
    public void An_overload_is_told_from_the_other_by_its_id()
    {
        var result = Applied(Stack, new Edit.ReplaceMember("M:Demo.Stack`1.Push(System.Int32,`0)", "public void Push(int times, T item) => throw new InvalidOperationException();"));

        Assert.Contains("    public void Push(T item) => items.Add(item);\n    public void Push(int times, T item) => throw", result);
    }

    [Fact]
    public void A_careless_id_finds_the_only_member_that_it_can_mean()
    {
        Assert.Contains("=> default!;", Applied(Stack, new Edit.ReplaceMember("Stack<T>.Pop()", "public T Pop() => default!;")));
        Assert.Contains("=> Console.Beep();", Applied(Stack, new Edit.ReplaceMember("M:Demo.Stack.Push(T item)", "public void Push(T item) => Console.Beep();")));
    }

    [Fact]
    public void A_careless_id_that_can_mean_two_members_is_answered_with_both()
    {
        var said = Rejected(Stack, new Edit.ReplaceMember("M:Demo.Stack`1.Push", "public void Push(T item) { }"));

        Assert.Contains("names 2 declarations", said);
        Assert.Contains("`M:Demo.Stack`1.Push(`0)` (Code.cs:15)", said);
        Assert.Contains("`M:Demo.Stack`1.Push(System.Int32,`0)` (Code.cs:16)", said);
    }

    [Fact]
    public void An_unknown_member_is_answered_with_those_of_its_type()
    {
        var said = Rejected(Stack, new Edit.ReplaceMember("M:Demo.Stack`1.Peek", "public T Peek() => items[^1];"));

        Assert.Contains("`M:Demo.Stack`1.Peek` names no declaration", said);
        Assert.Contains("`M:Demo.Stack`1.Pop` (Code.cs:10)", said);
    }

    [Theory]
    [InlineData("public class Stack<T>\n{\n    public T Pop()\n    {\n        return items[^1];\n    }\n}")]
    [InlineData("using System.Text;\n\nnamespace Demo;\n\npublic class Stack<T>\n{\n    public T Pop()\n    {\n        return items[^1];\n    }\n}")]
    [InlineData("public T Pop()\n    {\n        return items[^1];\n    }")]
    [InlineData("        public T Pop()\n        {\n            return items[^1];\n        }\n")]
    public void Code_is_freed_of_the_class_around_it_and_moved_to_its_place(string code)
    {
        var result = Applied(Stack, new Edit.ReplaceMember("M:Demo.Stack`1.Pop", code));

        Assert.Equal(Stack.Replace("items[0]", "items[^1]"), result.Replace("using System.Text;\n", ""));
        Assert.Equal(code.Contains("using", StringComparison.Ordinal), result.Contains("using System;\nusing System.Text;\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public T Pop() { return items[^1] }", "line 1", "; expected (CS1002)")]
    [InlineData("public T Pop() { return items[^1]; } }", "does not parse", "line 1")]
    [InlineData("public T Pop()\n{\n    return items[^1];", "does not parse", "} expected")]
    [InlineData("public T Pop() => items[^1];\npublic int Count => items.Count;", "2 member declarations (Pop, Count)", "each other as an edit of its own")]
    [InlineData("public int Pop;", "`Pop` is a method, and the code declares a field or property", "send one method")]
    [InlineData("// nothing", "no member declaration", "delete-member")]
    [InlineData("public class Stack<T> { public T Pop() => items[0]; public int X; }", "2 member declarations (Pop, X)", "")]
    public void Code_that_is_no_single_sound_member_of_the_kind_is_refused_with_the_reason(string code, string first, string second)
    {
        var said = Rejected(Stack, new Edit.ReplaceMember("M:Demo.Stack`1.Pop", code));

        Assert.Contains(first, said);
        Assert.Contains(second, said);
    }

    [Fact]
    public void Members_are_found_in_a_file_that_does_not_parse()
    {
        var broken = "class A\n{\n    int F(Foo<int> x { return 1; }\n\n    public int G(List<Bar> bars, int n)\n    {\n        return 1\n    }\n}\n";

        Assert.Contains("public int G(List<Bar> bars, int n) => n;", Applied(broken, new Edit.ReplaceMember("M:A.G(System.Collections.Generic.List{Demo.Bar},System.Int32)", "public int G(List<Bar> bars, int n) => n;")));
    }

    [Fact]
    public void Constructors_operators_indexers_properties_fields_enum_members_and_types_can_be_replaced()
    {
        const string source = """
            class A
            {
                int x, y;
                int z = 1;
                public A(int n) { }
                public A() { }
                static A() { }
                public int this[int i] => i;
                public int P { get; set; }
                public static A operator +(A a, A b) => a;
                public static implicit operator int(A a) => 1;
                class Inner { int q; }
            }
            enum E
            {
                One = 1, // first
                Two,
            }
            """;

        var result = Applied(
            source,
            new Edit.ReplaceMember("F:A.z", "int z = 2;"),
            new Edit.ReplaceMember("M:A.#ctor(System.Int32)", "public A(int n) => z = n;"),
            new Edit.ReplaceMember("M:A.#cctor", "static A() { _ = 1; }"),
            new Edit.ReplaceMember("P:A.Item(System.Int32)", "public int this[int i] => -i;"),
            new Edit.ReplaceMember("M:A.get_P", "public int P { get; }"),
            new Edit.ReplaceMember("M:A.op_Addition(A,A)", "public static A operator +(A a, A b) => b;"),
            new Edit.ReplaceMember("M:A.op_Implicit(A)~System.Int32", "public static implicit operator int(A a) => 2;"),
            new Edit.ReplaceMember("T:A.Inner", "class Inner { long q; }"),
            new Edit.ReplaceMember("F:E.One", "One = 3"),
            new Edit.ReplaceMember("E.Two", "Two = 4,"));

        var expected = source.Replace("z = 1", "z = 2").Replace("A(int n) { }", "A(int n) => z = n;").Replace("static A() { }", "static A() { _ = 1; }").Replace("=> i;", "=> -i;")
            .Replace("get; set;", "get;").Replace("=> a;", "=> b;").Replace("(A a) => 1", "(A a) => 2").Replace("int q", "long q").Replace("One = 1", "One = 3").Replace("Two,", "Two = 4,");
        Assert.Equal(expected, result);
        Assert.Contains("declared together with `y`", Rejected(source, new Edit.ReplaceMember("F:A.x", "int x;")));
    }

    [Fact]
    public void Line_endings_tabs_and_mark_of_the_file_are_kept()
    {
        var text = "class A\r\n{\r\n\tint F()\r\n\t{\r\n\t\treturn 1;\r\n\t}\r\n}";
        var tree = SourceTree.Empty.With("Code.cs", new SourceFile(text, SourceEncoding.Utf16BigEndian));

        var file = AppliedTree(tree, new Edit.ReplaceMember("M:A.F", "int F()\n{\n    if (true)\n    {\n        return 2;\n    }\n}"))["Code.cs"];

        Assert.Equal("class A\r\n{\r\n\tint F()\r\n\t{\r\n\t\tif (true)\r\n\t\t{\r\n\t\t\treturn 2;\r\n\t\t}\r\n\t}\r\n}", file.Text);
        Assert.Equal(SourceEncoding.Utf16BigEndian, file.Encoding);
    }

    [Fact]
    public void Raw_and_verbatim_strings_are_not_moved()
    {
        var code = "string F()\n{\n    var a = @\"one\n   \n  two\";\n    return a + \"\"\"\n        raw\n        \"\"\";\n}";

        var result = Applied("class A\n{\n    class B\n    {\n        string F() => \"\";\n    }\n}\n", new Edit.ReplaceMember("M:A.B.F", code));

        Assert.Contains("            var a = @\"one\n   \n  two\";\n            return a + \"\"\"\n        raw\n        \"\"\";\n        }\n", result);
    }

    [Fact]
    public void Ids_keep_resolving_after_earlier_edits_of_the_same_patch()
    {
        var result = Applied(
            Stack,
            new Edit.SearchReplace("Code.cs", "return items[0];", "var one = items[0];\n        var two = one;\n        return two;"),
            new Edit.InsertMember("T:Demo.Stack`1", "public int Count => 0;"),
            new Edit.ReplaceMember("P:Demo.Stack`1.Count", "public int Count => items.Count;"),
            new Edit.ReplaceMember("M:Demo.Stack`1.Push(`0)", "public void Push(T item) => items.Insert(0, item);"));

        Assert.Contains("return two;", result);
        Assert.Contains("public int Count => items.Count;\n}\n", result);
        Assert.Contains("items.Insert(0, item)", result);
    }

    [Fact]
    public void A_partial_method_is_replaced_where_its_body_is()
    {
        var tree = SourceTree.From(("A.cs", "partial class A { partial void F(); }"), ("B.cs", "partial class A { partial void F() { } }"));

        Assert.Equal("partial class A { partial void F() { return; } }", AppliedTree(tree, new Edit.ReplaceMember("M:A.F", "partial void F() { return; }"))["B.cs"].Text);
    }
}
