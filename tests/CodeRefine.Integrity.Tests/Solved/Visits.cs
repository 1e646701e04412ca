namespace Books;

public static class Visits
{
    public static void Each(IReadOnlyList<long> entries, Action<long> visit)
    {
        foreach (var entry in entries)
        {
            visit(entry);
        }
    }
}
