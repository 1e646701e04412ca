namespace Searching;

public static class Search
{
    public static int IndexOf(int[] sorted, int wanted)
    {
        var low = 0;
        var high = sorted.Length - 1;
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            if (sorted[middle] == wanted)
            {
                return middle;
            }

            if (sorted[middle] < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }
}
