namespace Sorting;

public static class Order
{
    public static bool IsAscending(int[] values)
    {
        for (var i = 0; i < values.Length - 1; i++)
        {
            if (values[i] > values[i + 1])
            {
                return false;
            }
        }

        return true;
    }
}
