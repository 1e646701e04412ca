using Xunit;

namespace CodeRefine.Properties.Running;

/// <summary>Begins and ends an instance of a test class, as xunit v3 does: asynchronous disposal comes before, and in place of, the other.</summary>
internal static class Lifetime
{
    public static ValueTask BeginAsync(object? instance) => instance is IAsyncLifetime lifetime ? lifetime.InitializeAsync() : ValueTask.CompletedTask;

    public static ValueTask EndAsync(object? instance)
    {
        if (instance is IAsyncDisposable asyncDisposable)
        {
            return asyncDisposable.DisposeAsync();
        }

        (instance as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
