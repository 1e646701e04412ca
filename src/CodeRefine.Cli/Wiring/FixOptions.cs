namespace CodeRefine.Cli.Wiring;

/// <summary>What was typed after <c>fix</c>, settings aside.</summary>
/// <param name="Issue">Null for the failing tests alone.</param>
internal sealed record FixOptions(string Repository, string? Issue, string? Base, string? Test, bool IncludeDirty, bool Commit, bool Apply, string? Out);
