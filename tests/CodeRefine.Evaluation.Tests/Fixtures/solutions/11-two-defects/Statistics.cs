namespace Numbers;

public static class Statistics
{
    public static int Smallest(int[] values)
    {
        RequireSome(values);
        var smallest = values[0];
        foreach (var value in values)
        {
            if (value < smallest)
            {
                smallest = value;
            }
        }

        return smallest;
    }

    public static double Mean(int[] values)
    {
        RequireSome(values);
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum / values.Length;
    }

    private static void RequireSome(int[] values)
    {
        if (values.Length == 0)
        {
            throw new ArgumentException("At least one value is needed.", nameof(values));
        }
    }
}
