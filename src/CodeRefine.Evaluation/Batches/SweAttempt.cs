using CodeRefine.Evaluation.Suites.SweBench;

namespace CodeRefine.Evaluation.Batches;

/// <summary>Makes a fix for one instance. It is not given the reference, and cannot reach it.</summary>
/// <param name="limits">What it may spend; the batch ends it where its time is over.</param>
public delegate Task<SweAttempt> FixInstance(SweInstance instance, SweLimits limits, CancellationToken cancellationToken);

/// <summary>Runs an instance's tests with and without a patch.</summary>
public delegate Task<SweJudgement> JudgeInstance(SweRow row, string patch, CancellationToken cancellationToken);

/// <param name="Time">For one instance.</param>
/// <param name="Cost">In US dollars for one instance; null where money is no matter.</param>
public sealed record SweLimits(TimeSpan Time, decimal? Cost);

/// <summary>What came of one instance.</summary>
/// <param name="Patch">A unified diff; empty where none was found.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Cost">Spent, in US dollars.</param>
/// <param name="Calls">Of a model.</param>
public sealed record SweAttempt(string Patch, string Reason, decimal Cost, int Calls);

/// <summary>What the tests say.</summary>
/// <param name="Resolved">All tests of <c>FAIL_TO_PASS</c> pass, and all that are to go on passing do; null where that could not be found out.</param>
/// <param name="Reason">One sentence.</param>
public sealed record SweJudgement(bool? Resolved, string Reason);
