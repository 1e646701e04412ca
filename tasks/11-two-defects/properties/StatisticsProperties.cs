using CodeRefine.Properties;
using Numbers;

public class StatisticsProperties
{
    [Property]
    public bool Nothing_is_smaller_than_the_smallest(int first, int[] rest)
    {
        int[] values = [first, .. rest];
        var smallest = Statistics.Smallest(values);
        return values.Contains(smallest) && values.All(v => v >= smallest);
    }
}
