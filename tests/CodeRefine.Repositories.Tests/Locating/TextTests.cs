using CodeRefine.Repositories.Locating;
using CodeRefine.Repositories.Locating.Graph;
using CodeRefine.Repositories.Locating.Text;

namespace CodeRefine.Repositories.Tests.Locating;

public sealed class TextTests
{
    [Theory]
    [InlineData("HTTPServer2_name", "http server 2 name")]
    [InlineData("camelCase", "camel case")]
    [InlineData("snake_case_name", "snake case name")]
    [InlineData("_field", "field")]
    [InlineData("XMLHttpRequest", "xml http request")]
    [InlineData("Utf8", "utf 8")]
    [InlineData("MAX", "max")]
    public void Identifiers_are_split_where_people_read_a_new_word(string identifier, string parts) =>
        Assert.Equal(parts, string.Join(' ', Terms.Parts(identifier)));

    [Theory]
    [InlineData("destructuring", "destructure")]
    [InlineData("captured", "capturing")]
    [InlineData("formatters", "format")]
    [InlineData("serialization", "serializer")]
    [InlineData("properties", "property")]
    [InlineData("disposed", "dispose")]
    [InlineData("versioning", "version")]
    public void Forms_of_a_word_share_a_stem(string one, string other) => Assert.Equal(Stem.Of(one), Stem.Of(other));

    [Theory]
    [InlineData("class", "clas")]
    [InlineData("status", "stat")]
    [InlineData("process", "proces")]
    public void Other_words_keep_theirs(string one, string other) => Assert.NotEqual(Stem.Of(one), other);

    [Fact]
    public void A_rare_word_outweighs_a_frequent_one_and_a_short_document_a_long_one()
    {
        Bm25Field[] fields = [new("text", 1, 0.75)];
        var index = Bm25Index.Build(fields, [[TermCounts.Of("alpha beta")], [TermCounts.Of("alpha alpha alpha")], [TermCounts.Of("alpha gamma")], [TermCounts.Of("beta " + string.Concat(Enumerable.Range(0, 50).Select(i => $"word{i} ")))]]);

        var hits = index.Search(new Dictionary<string, double> { ["alpha"] = 1, [Stem.Of("beta")] = 1 }).OrderByDescending(h => h.Score).Select(h => h.Document).ToList();

        Assert.Equal(0, hits[0]);
        Assert.True(index.Rarity("gamma") > index.Rarity("alpha"));
        Assert.True(hits.IndexOf(3) > 0);
    }

    [Fact]
    public void A_name_counts_more_than_a_mention_in_a_comment()
    {
        var locator = Locator.Over(RepositoryIndex.Build(Repositories.Locating.Reading.RepositoryText.From(("A.cs", "class Walrus { }"), ("B.cs", "class Other { /* walrus walrus */ }")), CancellationToken.None));

        Assert.Equal("A.cs", locator.Locate(new LocateRequest { Issue = "walrus" }).Files[0].Path);
    }

    [Fact]
    public void Rank_flows_along_references_and_sums_to_one()
    {
        IReadOnlyList<(int, double)>[] edges = [[(1, 1)], [(2, 1)], [], [(2, 1)]];

        var rank = PageRank.Compute(edges, [1, 1, 1, 1], 0.85);

        Assert.Equal(1, rank.Sum(), 6);
        Assert.Equal(2, Array.IndexOf(rank, rank.Max()));
    }

    [Fact]
    public void Rank_stays_near_its_seeds()
    {
        IReadOnlyList<(int, double)>[] edges = [[(1, 1)], [], [(3, 1)], []];

        var rank = PageRank.Compute(edges, [1, 0, 0, 0], 0.6);

        Assert.True(rank[1] > 0);
        Assert.Equal((0.0, 0.0), (rank[2], rank[3]));
    }

    [Fact]
    public void A_map_keeps_to_its_budget_and_shows_what_most_refers_to_first()
    {
        var index = Shop.Locator().Index;

        var small = RepositoryMap.Of(index, 100);
        var whole = RepositoryMap.Of(index, 100_000);

        Assert.InRange(small.Tokens, 20, 100);
        Assert.True(whole.Symbols > small.Symbols);
        Assert.Contains("public class DiscountPolicy", small.Text, StringComparison.Ordinal);
        Assert.Contains("  3: public record CartLine(Product Product, int Count)\n    5: public decimal Price\n", whole.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("CartTests", whole.Text, StringComparison.Ordinal);
    }
}
