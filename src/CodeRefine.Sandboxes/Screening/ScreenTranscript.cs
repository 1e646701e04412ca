using CodeRefine.TestHost.Protocol;

namespace CodeRefine.Sandboxes.Screening;

/// <summary>What one process told of its variants. What comes from inside is bounded and doubted: only variants that were asked for count, once each.</summary>
internal sealed class ScreenTranscript(IEnumerable<int> asked)
{
    private readonly HashSet<int> open = [.. asked];
    private readonly Dictionary<int, VariantOutcome> sinceVerified = [];

    public ScreenGround? Ground { get; private set; }

    /// <summary>Nothing can show that these were touched by what others left behind.</summary>
    public Dictionary<int, VariantOutcome> Outcomes { get; } = [];

    /// <summary>Variants met what others left behind: those since the last verification are untold again.</summary>
    public bool Leaked { get; private set; }

    public void Hear(ScreenGround ground) => Ground ??= ground.Checks is null ? throw new ProtocolException("A screening's ground names no checks.") : ground;

    public void Hear(ScreenBatch batch)
    {
        foreach (var outcome in batch.Outcomes ?? [])
        {
            if (outcome is not null && open.Remove(outcome.Id))
            {
                sinceVerified.Add(outcome.Id, outcome);
            }
        }

        if (batch.Leaked)
        {
            Leaked = true;
            sinceVerified.Clear();
        }
        else if (batch.Verified)
        {
            Keep();
        }
    }

    /// <summary>The process ended before it could look for leaks: what it told stands.</summary>
    public void Keep()
    {
        foreach (var (id, outcome) in sinceVerified)
        {
            Outcomes[id] = outcome;
        }

        sinceVerified.Clear();
    }
}
