using Xunit;

namespace CodeRefine.Properties.Running;

/// <summary>Begins and ends an instance of a test class, as xunit v2 does.</summary>
internal static class Lifetime
{
    public static async ValueTask BeginAsync(object? instance)
    {
        if (instance is IAsyncLifetime lifetime)
        {
            await lifetime.InitializeAsync();
        }
    }

    public static async ValueTask EndAsync(object? instance)
    {
        if (instance is IAsyncLifetime lifetime)
        {
            await lifetime.DisposeAsync();
        }

        if (instance is IAsyncDisposable asyncDisposable)
        {
            await asyncDisposable.DisposeAsync();
        }

        (instance as IDisposable)?.Dispose();
    }
}
