using CodeRefine.Properties;
using Sums;

public class RangesProperties
{
    [Property]
    public bool One_more_number_adds_itself(short first, byte length)
    {
        var last = first + length;
        return Ranges.Sum(first, last + 1) == Ranges.Sum(first, last) + last + 1;
    }
}
