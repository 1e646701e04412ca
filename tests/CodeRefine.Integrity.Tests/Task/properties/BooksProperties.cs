using CodeRefine.Properties;

namespace Books.Tests;

public class BooksProperties
{
    [Property]
    public bool One_more_entry_adds_itself(int[] entries, int more)
    {
        long[] all = [.. entries.Select(e => (long)e)];
        return Ledger.Total([.. all, more]) == Ledger.Total(all) + more;
    }

    [Property]
    public bool Sums_have_the_cents_of_both(int one, int other) => new Amount(one).Plus(new Amount(other)).Cents == (long)one + other;
}
