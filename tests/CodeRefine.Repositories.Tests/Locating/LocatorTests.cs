using CodeRefine.Core;
using CodeRefine.Repositories.Locating;
using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Tests.Locating;

public sealed class LocatorTests
{
    [Fact]
    public void A_type_that_the_title_names_comes_first_and_I_am_told_why()
    {
        var first = Shop.Locate("DiscountPolicy takes too much off\n\nTen percent of 100 leaves -900.").Files[0];

        Assert.Equal("src/Shop/DiscountPolicy.cs", first.Path);
        Assert.Contains(first.Why, w => w is { Signal: "name", Words: "the title names DiscountPolicy (type DiscountPolicy)" });
    }

    [Fact]
    public void Words_are_found_in_other_forms_and_within_identifiers()
    {
        var location = Shop.Locate("printing of reports: sales are separated by semicolons");

        Assert.Equal("src/Shop/Reports/SalesReport.cs", location.Files[0].Path);
        Assert.Contains(location.Files[0].Members, m => m.Name == "Shop.Reports.SalesReport.Print");
    }

    [Fact]
    public void A_quoted_message_leads_to_the_line_that_throws_it()
    {
        var first = Shop.Locate("Crash\n\nI get \"A discount cannot be below zero percent\" for a cart of mine.").Files[0];

        Assert.Equal("src/Shop/DiscountPolicy.cs", first.Path);
        var constructor = Assert.Single(first.Members, m => m.Kind == Repositories.Locating.Facts.DeclarationKind.Constructor);
        Assert.Equal((11, "throw new System.ArgumentException(\"A discount cannot be below zero percent\", nameof(percent));"), (constructor.Lines[0].Line, constructor.Lines[0].Text));
    }

    [Fact]
    public void The_innermost_frame_of_a_stack_trace_that_is_ours_comes_first()
    {
        var location = Shop.Locate("""
            It fails

            ```
            System.NullReferenceException: Object reference not set to an instance of an object.
               at System.String.Join(Char separator, Object[] values)
               at Shop.Reports.SalesReport.Print(IEnumerable`1 lines) in C:\agent\work\src\Shop\Reports\SalesReport.cs:line 8
               at Shop.Cart.Total(DiscountPolicy policy)
            ```
            """);

        Assert.Equal(["src/Shop/Reports/SalesReport.cs", "src/Shop/Cart.cs"], location.Files.Take(2).Select(f => f.Path));
        Assert.Equal(8, location.Files[0].Members[0].Lines[0].Line);
        Assert.Contains(location.Files[1].Why, w => w.Signal == "trace");
    }

    [Theory]
    [InlineData("See https://github.com/acme/shop/blob/main/src/Shop/CartLine.cs#L5", 5)]
    [InlineData("See CartLine.cs", null)]
    [InlineData(@"The fault is in src\Shop\CartLine.cs:5", 5)]
    public void A_file_that_the_issue_names_comes_first(string sentence, int? line)
    {
        var first = Shop.Locate("Wrong numbers\n\n" + sentence).Files[0];

        Assert.Equal("src/Shop/CartLine.cs", first.Path);
        Assert.Contains(first.Why, w => w.Signal == "path" && (line is null) == !w.Words.EndsWith(", line 5", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_in_a_fluent_chain_is_found_in_the_type_that_the_chain_passes()
    {
        var location = Shop.Locate("Allow negative digits\n\n`cart.Options.Rounding(-2)` should work.");

        Assert.Equal("src/Shop/CartOptions.cs", location.Files[0].Path);
        Assert.Equal("Shop.CartOptions.Rounding", location.Files[0].Members[0].Name);
    }

    [Fact]
    public void Two_words_find_the_type_whose_name_they_make() =>
        Assert.Equal("src/Shop/CartLine.cs", Shop.Locate("the cart line computes nonsense").Files[0].Path);

    [Fact]
    public void A_setting_of_the_build_is_found_in_the_project_file() =>
        Assert.Equal("src/Shop/Shop.csproj", Shop.Locate("Use a proper assembly version").Files[0].Path);

    [Fact]
    public void A_failing_test_alone_leads_to_what_it_tests()
    {
        var location = Shop.Locate("", "Shop.Tests.DiscountPolicyTests.A_tenth_is_taken_off");

        Assert.Equal("src/Shop/DiscountPolicy.cs", location.Files[0].Path);
        Assert.Contains(location.Files[0].Why, w => w is { Signal: "tests", Words: "its test DiscountPolicyTests.A_tenth_is_taken_off fails" });
        Assert.Empty(location.Notes);
    }

    [Fact]
    public void A_test_that_is_not_there_is_said() =>
        Assert.Contains("No test method CartTests.Nothing was found.", Shop.Locate("cart total", "CartTests.Nothing").Notes);

    [Fact]
    public void Lines_that_failing_tests_reach_lift_a_file_that_the_words_do_not_name()
    {
        var request = new LocateRequest { Issue = "discounts are wrong", Spectrum = [new("src/Shop/CartLine.cs", 5, 1.0), new("src/Shop/DiscountPolicy.cs", 17, 0.3)] };

        var words = Shop.Locator().Locate(request with { Spectrum = [] }).Files.Select(f => f.Path).ToList();
        var both = Shop.Locator().Locate(request).Files;

        Assert.NotInRange(words.IndexOf("src/Shop/CartLine.cs"), 0, 1);
        var lifted = Assert.Single(both.Take(2), f => f.Path == "src/Shop/CartLine.cs");
        Assert.Equal("failing tests reach line 5 (Ochiai 1.00)", lifted.Why[0].Words);
        Assert.Equal(5, lifted.Members[0].Lines[0].Line);
    }

    [Fact]
    public void Tests_are_listed_apart_from_what_may_have_to_change()
    {
        var location = Shop.Locate("A cart's lines are added up wrongly");

        Assert.DoesNotContain(location.Files, f => f.Role == FileRole.Test);
        Assert.Equal("test/Shop.Tests/CartTests.cs", location.Tests[0].Path);
    }

    [Fact]
    public void The_headings_of_an_issue_form_count_for_nothing()
    {
        var plain = Shop.Locate("Total is wrong");
        var form = Shop.Locate("Total is wrong\n**Describe the solution you'd like**\n\n**Additional context**\n\n**Relevant package, tooling and runtime versions**\n");

        Assert.Equal(plain.Files.Select(f => (f.Path, f.Score)), form.Files.Select(f => (f.Path, f.Score)));
    }

    [Fact]
    public void The_same_question_has_the_same_answer()
    {
        var one = Shop.Locate("cart discount price");
        var two = Shop.Locate("cart discount price");

        Assert.Equal(one.Files.Select(f => (f.Path, f.Score)), two.Files.Select(f => (f.Path, f.Score)));
    }

    [Fact]
    public void An_empty_issue_is_refused() =>
        Assert.Contains("is empty", Assert.Throws<UserErrorException>(() => Shop.Locate(" \n ")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_issue_of_strange_text_is_answered_in_time()
    {
        string[] strange = [new string('a', 200_000), string.Concat(Enumerable.Repeat("```\n", 20_000)), new string('/', 100_000), string.Concat(Enumerable.Repeat("at A.B(", 20_000)), new string('\n', 100_000) + "x", string.Concat(Enumerable.Repeat("<!--", 20_000)), string.Concat(Enumerable.Repeat("a.", 50_000)), "\0\uD800\u202E"];
        var locator = Shop.Locator();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        foreach (var issue in strange)
        {
            locator.Locate(new LocateRequest { Issue = "t\n" + issue });
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_source_that_would_exhaust_the_parser_is_indexed_as_words()
    {
        var locator = Shop.Locator(("src/Shop/Deep.cs", "class Deep { object zebra = " + new string('(', 50_000) + "1" + new string(')', 50_000) + "; }"), ("src/Shop/Broken.cs", "class Broken { void M( { zebra"));

        Assert.Equal(["src/Shop/Broken.cs", "src/Shop/Deep.cs"], locator.Locate(new LocateRequest { Issue = "zebra" }).Files.Take(2).Select(f => f.Path).Order());
    }
}
