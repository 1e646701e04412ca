namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries) => 0;
}
