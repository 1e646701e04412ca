namespace Numbers;

public static class Line
{
    public static long Distance(long a, long b)
    {
        if (a > b)
        {
            return a - b;
        }

        return a - b;
    }
}
