namespace CodeRefine.Repositories.Tests;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class FakeTimeProvider(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
