namespace CodeRefine.Core.Search;

/// <summary>What the tools that follow each proposal did in a run; none of it is drawn from the attempts.</summary>
/// <param name="CorrectionsTried">Candidates that did not compile and were looked at.</param>
/// <param name="Corrected">Of these, those that compile now.</param>
/// <param name="Searches">Near misses that were searched around.</param>
/// <param name="Found">Of these, those with a node that passes every check.</param>
/// <param name="SavedCalls">Model calls that the run would have spent: one for each answer of a model's that was made to compile, and one for each that was made to pass.</param>
public sealed record ToolUse(int CorrectionsTried, int Corrected, TimeSpan CorrectionTime, int Searches, int Found, TimeSpan SearchTime, int SavedCalls)
{
    public static ToolUse None { get; } = new(0, 0, TimeSpan.Zero, 0, 0, TimeSpan.Zero, 0);
}
