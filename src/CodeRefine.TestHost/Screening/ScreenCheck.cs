namespace CodeRefine.TestHost.Screening;

/// <summary>One check with its cases.</summary>
/// <param name="Index">Among the job's expected checks.</param>
internal sealed record ScreenCheck(int Index, bool Failing, IReadOnlyList<IScreenCase> Cases)
{
    /// <summary>How each case does without switches.</summary>
    public CaseResult[] Ground { get; set; } = [];

    public int GroundPassed
    {
        get
        {
            // Not by LINQ, which is compiled anew for each value type in each host.
            var passed = 0;
            foreach (var result in Ground)
            {
                passed += result.Passed ? 1 : 0;
            }

            return passed;
        }
    }
}
