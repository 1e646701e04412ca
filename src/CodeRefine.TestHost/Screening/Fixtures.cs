using Xunit;

namespace CodeRefine.TestHost.Screening;

/// <summary>The class fixtures of one variant: made when first needed, disposed of at its end.</summary>
internal sealed class Fixtures : IDisposable
{
    private readonly Dictionary<(Type Class, Type Fixture), object> made = [];

    public object Of(Type testClass, Type fixture)
    {
        if (!made.TryGetValue((testClass, fixture), out var found))
        {
            found = Activator.CreateInstance(fixture, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.DoNotWrapExceptions, null, null, null)!;
            made.Add((testClass, fixture), found);
            if (found is IAsyncLifetime lifetime)
            {
                Waiting.For(lifetime.InitializeAsync());
            }
        }

        return found;
    }

    public void Dispose()
    {
        foreach (var fixture in made.Values)
        {
            Release(fixture);
        }

        made.Clear();
    }

    /// <summary>Disposes of a fixture or a test class as xunit does.</summary>
    public static void Release(object instance)
    {
        if (instance is IAsyncLifetime lifetime)
        {
            Waiting.For(lifetime.DisposeAsync());
        }

        if (instance is IAsyncDisposable disposable)
        {
            Waiting.For(disposable.DisposeAsync());
        }

        (instance as IDisposable)?.Dispose();
    }
}
