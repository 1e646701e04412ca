using CodeRefine.Properties;
using Searching;

public class SearchProperties
{
    [Property]
    public bool It_agrees_with_looking_at_every_value(int[] values, int wanted)
    {
        Array.Sort(values);
        var index = Search.IndexOf(values, wanted);
        return index < 0 ? !values.Contains(wanted) : values[index] == wanted;
    }
}
