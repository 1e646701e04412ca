namespace Sums;

public static class Ranges
{
    public static long Sum(int first, int last)
    {
        long sum = 0;
        for (long number = first; number < last; number++)
        {
            sum += number;
        }

        return sum;
    }
}
