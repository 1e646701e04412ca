using Searching;
using Xunit;

public class SearchHiddenTests
{
    [Fact]
    public void Every_value_and_every_gap_is_answered()
    {
        for (var length = 0; length < 20; length++)
        {
            var sorted = Enumerable.Range(0, length).Select(i => 2 * i).ToArray();
            for (var wanted = -1; wanted <= 2 * length; wanted++)
            {
                Assert.Equal(Array.IndexOf(sorted, wanted), Search.IndexOf(sorted, wanted));
            }
        }
    }

    [Fact]
    public void One_of_equal_values_is_found() => Assert.InRange(Search.IndexOf([1, 5, 5, 5, 9], 5), 1, 3);
}
