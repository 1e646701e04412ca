namespace CodeRefine.TestHost.Screening;

/// <param name="Place">How far it came before it failed: an offset in the check's code, or the index of an input. Only places of the same case compare.</param>
internal readonly record struct CaseResult(bool Passed, int Place)
{
    public static CaseResult Good { get; } = new(true, int.MaxValue);
}
