public static class Ranges
{
    public static bool Supported => true;

    public static int Length(int from, int to)
    {
        if (from <= to)
        {
            return to - from;
        }

        return from - to + 1;
    }

    public static async Task<int> LengthLater(int from, int to, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        return Length(from, to);
    }
}
