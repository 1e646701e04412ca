using CodeRefine.Properties;
using Numbers;

public class PowersProperties
{
    [Property]
    public bool One_more_factor_multiplies(sbyte x, bool large)
    {
        var n = large ? 6 : 2;
        return Powers.Of(x, n + 1) == x * Powers.Of(x, n);
    }
}
