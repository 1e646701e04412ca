using CodeRefine.Properties;
using Sorting;

public class OrderProperties
{
    [Property]
    public bool What_was_sorted_is_in_order(int[] values)
    {
        Array.Sort(values);
        return Order.IsAscending(values);
    }
}
