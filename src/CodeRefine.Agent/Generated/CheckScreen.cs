using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Generated;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Search;
using CodeRefine.Core.Verdicts;
using CodeRefine.Roslyn.Compile;
using CodeRefine.Roslyn.Generate;

namespace CodeRefine.Agent.Generated;

/// <summary>
/// The filter between proposed checks and whoever listens to them. PGS's rule stands in it: code that passes the visible checks must not break a check that is kept, else the check is
/// dropped, since it is the likelier one to be wrong.
/// </summary>
public sealed class CheckScreen(RoslynBuilder builder) : ICheckScreen
{
    /// <summary>Passing nodes that are asked: the first and the latest tell most apart.</summary>
    private const int MostWitnesses = 2;

    private const int MostRuns = 3;

    public async Task<ImmutableArray<ScreenedCheck>> ScreenAsync(Session session, Node node, IReadOnlyList<GeneratedCheck> proposed, CancellationToken cancellationToken)
    {
        var states = new Dictionary<string, ScreenedCheck>(StringComparer.Ordinal);
        var own = session.Generated.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        var results = proposed.Select(c => own.Add(c.Id) ? null : new ScreenedCheck(c, GeneratedStatus.Duplicate, [], "Another one says the same.")).ToList();
        var fresh = proposed.Where((_, i) => results[i] is null).ToList();
        await CompileAsync(session, node, fresh, states, cancellationToken);
        await SmokeAsync(session, node, Left(fresh, states), states, cancellationToken);
        foreach (var witness in Witnesses(session, node))
        {
            await AskAsync(session, witness, Left(fresh, states), states, cancellationToken);
        }

        return [.. proposed.Select((c, i) => results[i] ?? states[c.Id])];
    }

    private static List<GeneratedCheck> Left(IEnumerable<GeneratedCheck> checks, Dictionary<string, ScreenedCheck> states) => [.. checks.Where(c => states[c.Id].Status == GeneratedStatus.Kept)];

    private static IEnumerable<Node> Witnesses(Session session, Node node)
    {
        var passing = session.Nodes.Where(n => n.Verdict.Passed).ToList();
        return (node.Verdict.Passed ? passing.Append(node) : passing).DistinctBy(n => n.Tree.Hash).TakeLast(MostWitnesses);
    }

    /// <summary>One compilation of all tells of each: they are in files of their own.</summary>
    private async Task CompileAsync(Session session, Node node, List<GeneratedCheck> checks, Dictionary<string, ScreenedCheck> states, CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            states[check.Id] = new ScreenedCheck(check, GeneratedStatus.Kept, []);
        }

        if (checks.Count == 0)
        {
            return;
        }

        var sources = SourceTree.From(checks.Select(c => KeyValuePair.Create(c.Path, new SourceFile(c.Source))));
        try
        {
            var compilation = await builder.ChecksCompilationAsync(session.Problem with { CheckSources = sources }, node.Tree, cancellationToken);
            var looks = CheckContents.Read(compilation, cancellationToken);
            foreach (var check in checks)
            {
                var look = looks.GetValueOrDefault(check.Path) ?? new CheckContents("It was not compiled.", false, false);
                states[check.Id] = new ScreenedCheck(
                    check,
                    look.Error is not null ? GeneratedStatus.DoesNotCompile : !look.Calls || !look.Asserts ? GeneratedStatus.Empty : GeneratedStatus.Kept,
                    [],
                    look.Error ?? (!look.Calls ? "It calls nothing of the candidate's." : !look.Asserts ? "It asserts nothing." : ""));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or Core.UserErrorException)
        {
            checks.ForEach(c => states[c.Id] = new ScreenedCheck(c, GeneratedStatus.DoesNotCompile, [], e.Message));
        }
    }

    /// <summary>Each must run to an end. What ends the process costs the others their run, so they run again without it.</summary>
    private static async Task SmokeAsync(Session session, Node node, List<GeneratedCheck> checks, Dictionary<string, ScreenedCheck> states, CancellationToken cancellationToken)
    {
        for (var run = 0; run < MostRuns && checks.Count > 0; run++)
        {
            var report = await session.RunGeneratedAsync(node.Tree, checks, cancellationToken);
            if (report.BuildProblem is { } problem)
            {
                checks.ForEach(c => states[c.Id] = new ScreenedCheck(c, GeneratedStatus.DoesNotCompile, [], problem));
                return;
            }

            foreach (var check in checks)
            {
                states[check.Id] = Smoked(check, [.. report.ResultsOf(check)], node.Verdict);
            }

            checks = [.. checks.Where(c => states[c.Id] is { Status: GeneratedStatus.Unusable, Reason: NotRun })];
        }
    }

    private const string NotRun = "It was not run: another check ended the process.";

    private static ScreenedCheck Smoked(GeneratedCheck check, List<CheckResult> results, Verdict verdict)
    {
        ImmutableArray<Check> found = [.. results.Select(r => r.Check)];
        var faults = results.SelectMany(r => r.Failures).Where(f => f.ExceptionType.EndsWith("InvalidPropertyException", StringComparison.Ordinal) || f.ExceptionType.EndsWith("PropertyExhaustedException", StringComparison.Ordinal)).ToList();
        var reason = results.Count == 0 ? "No test or property was found in it."
            : faults.Count > 0 ? Critics.PlainText.Line(faults[0].Message)
            : results.Exists(r => r.Status == CheckStatus.NotRun) ? NotRun
            : results.Find(r => r.Status is CheckStatus.TimedOut or CheckStatus.Crashed or CheckStatus.ResourceExceeded) is { } broken && !Expected(verdict, broken.Status) ? $"It ended as {broken.Status}."
            : results.TrueForAll(r => r.Status == CheckStatus.Skipped) ? "It is skipped by its own attribute."
            : "";
        return new ScreenedCheck(check, reason.Length == 0 ? GeneratedStatus.Kept : GeneratedStatus.Unusable, found, reason);
    }

    /// <summary>A candidate that hangs or crashes under the visible checks may do so here.</summary>
    private static bool Expected(Verdict verdict, CheckStatus status) => status == CheckStatus.TimedOut ? verdict.Kind == VerdictKind.TimedOut : verdict.Kind is VerdictKind.Crashed or VerdictKind.ResourceExceeded;

    private static async Task AskAsync(Session session, Node witness, List<GeneratedCheck> checks, Dictionary<string, ScreenedCheck> states, CancellationToken cancellationToken)
    {
        if (checks.Count == 0)
        {
            return;
        }

        var report = await session.RunGeneratedAsync(witness.Tree, checks, cancellationToken);
        foreach (var found in report.Falsifications)
        {
            var inputs = found.Inputs.IsEmpty ? "" : $" on ({string.Join(", ", found.Inputs)})";
            states[found.Check.Id] = states[found.Check.Id] with { Status = GeneratedStatus.Suspect, Reason = $"Attempt {witness.Attempt} passes every visible check and breaks it{Critics.PlainText.Line(inputs, 120)}." };
        }
    }
}
