namespace CodeRefine.Cli.Wiring;

/// <summary>What was typed after <c>fix</c>, settings aside.</summary>
/// <param name="Issue">Null for the failing tests alone.</param>
/// <param name="Failing">Only tests that fail at the base count: none is written from the issue.</param>
internal sealed record FixOptions(string Repository, string? Issue, string? Base, string? Test, bool Failing, bool IncludeDirty, bool Commit, bool Apply, string? Out)
{
    /// <summary>A test that was written from the issue is part of the patch. Default true.</summary>
    public bool KeepReproduction { get; init; } = true;

    /// <summary>A folder whose files are put over the base's; null for none.</summary>
    public string? Overlay { get; init; }
}
