using System.Reflection;
using CodeRefine.Properties.Running;

namespace CodeRefine.TestHost.Screening;

/// <summary>A property with some of its inputs: as far as the first that breaks it.</summary>
internal sealed class PropertyCase(ScreenClass type, MethodInfo method, PropertySample sample) : IScreenCase
{
    public CaseResult Run(Fixtures fixtures, bool place)
    {
        try
        {
            var index = FirstBroken(fixtures);
            return index == sample.Count ? CaseResult.Good : new CaseResult(false, index);
        }
        catch (Exception)
        {
            // Around the inputs: the class can't be made, or not be disposed of.
            return new CaseResult(false, -1);
        }
    }

    private int FirstBroken(Fixtures fixtures)
    {
        var arguments = type.Arguments(fixtures);
        var instance = type.Make(arguments);
        try
        {
            return sample.FirstBrokenAsync(new PropertyBody(method, type.Type, arguments!, instance)).GetAwaiter().GetResult().Index;
        }
        finally
        {
            if (instance is not null)
            {
                Fixtures.Release(instance);
            }
        }
    }
}
