namespace Numbers;

public static class Powers
{
    public static long Of(long x, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return n == 0 ? 1 : x * Of(x, n);
    }
}
