namespace CodeRefine.TestHost.Protocol;

/// <summary>Variants to try one after the other in one process; checks are named by their index among the job's expected ones.</summary>
internal sealed record ScreenPlan
{
    /// <summary>Checks that fail while every switch is 0.</summary>
    public required int[] Failing { get; init; }

    /// <summary>Lists of checks, failing ones first: variants share them.</summary>
    public required int[][] Orders { get; init; }
    public required ScreenTask[] Variants { get; init; }

    /// <summary>Inputs of a property that a variant is tried with.</summary>
    public int PropertyCases { get; init; } = 25;

    /// <summary>Cases still failing, with none turned green, at which a variant is given up.</summary>
    public int GiveUpAfter { get; init; } = 8;

    /// <summary>Variants after which the candidate without switches has to do as it did at first.</summary>
    public int VerifyEvery { get; init; } = 256;

    /// <summary>Each variant gets candidate and checks loaded anew: slow, but free of what others left.</summary>
    public bool Isolated { get; init; }
}

/// <param name="Switches">Site and alternative by turns.</param>
/// <param name="Order">Index in <see cref="ScreenPlan.Orders"/>.</param>
internal sealed record ScreenTask(int Id, int[] Switches, int Order);

/// <summary>How the candidate does without switches.</summary>
/// <param name="Checks">Those that can be called here and do as the plan says; only these run.</param>
/// <param name="StepLimit">Steps that a case may take.</param>
/// <param name="Problem">Why nothing can be screened, or null.</param>
internal sealed record ScreenGround(int[] Checks, long StepLimit, int DepthLimit, string? Problem = null);

/// <param name="Leaked">Outcomes since the last batch that said <paramref name="Verified"/> are to be forgotten: state went from one variant to another.</param>
/// <param name="Verified">The candidate without switches still does as it did at first.</param>
internal sealed record ScreenBatch(VariantOutcome[] Outcomes, bool Verified = false, bool Leaked = false);

/// <param name="Gain">Failing checks that now pass, a theory's rows in shares.</param>
/// <param name="Broken">The check that passed before and now fails, or null.</param>
/// <param name="Passed">All of its checks that can be called pass.</param>
internal sealed record VariantOutcome(int Id, bool Passed, double Gain, bool Further, int? Broken);
