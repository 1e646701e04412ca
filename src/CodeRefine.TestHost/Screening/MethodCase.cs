using System.Reflection;

namespace CodeRefine.TestHost.Screening;

/// <summary>A fact, or one row of a theory.</summary>
/// <param name="invoker">The method's, which all its rows share: each one made is compiled by itself.</param>
/// <param name="arguments">Makes the row's arguments, new ones each time where a test could change them.</param>
/// <param name="hasPlaces">More than one assertion: then it counts which of them fails.</param>
internal sealed class MethodCase(ScreenClass type, MethodInfo method, MethodInvoker invoker, Func<object?[]> arguments, bool hasPlaces) : IScreenCase
{
    public CaseResult Run(Fixtures fixtures, bool place)
    {
        try
        {
            Call(fixtures);
            return CaseResult.Good;
        }
        catch (Exception e)
        {
            return new CaseResult(false, place && hasPlaces ? AssertionPlaces.Of(e, method) : 0);
        }
    }

    private void Call(Fixtures fixtures)
    {
        var instance = type.Make(type.Arguments(fixtures));
        try
        {
            Waiting.For(invoker.Invoke(instance, arguments().AsSpan()));
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
