using CodeRefine.Properties;
using Numbers;

public class LineProperties
{
    [Property]
    public bool No_distance_is_negative(int a, int b) => Line.Distance(a, b) >= 0;

    [Property]
    public bool There_and_back_are_the_same(int a, int b) => Line.Distance(a, b) == Line.Distance(b, a);
}
