using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Evaluation.Completions;
using CodeRefine.Evaluation.Suites;

namespace CodeRefine.Cli.Evaluations;

/// <summary>Says before a run what is wrong with its suite and its file of completions.</summary>
internal static class SuiteNotes
{
    private const int MostRows = 12;

    /// <exception cref="UserErrorException">Something is wrong with the file, and <paramref name="strict"/> wants none of that.</exception>
    public static void Write(CommandContext context, Suite suite, CompletionPlan? plan, bool strict)
    {
        foreach (var note in suite.Notes)
        {
            context.Terminal.Line($"[yellow]note[/]: {Terminal.Escape(note)}");
        }

        if (plan is null)
        {
            Equality(context, suite);
            return;
        }

        if (strict && !plan.Faults.IsEmpty)
        {
            throw new UserErrorException($"--strict: {string.Join(" ", plan.Faults)}");
        }

        foreach (var fault in plan.Faults)
        {
            context.Terminal.Line($"[yellow]note[/]: {Terminal.Escape(fault)}");
        }

        if (plan.Repeated > 0)
        {
            context.Terminal.Line($"[grey]note: {plan.Repeated} completions are word for word like an earlier one of their task; each counts as a sample of its own[/]");
        }

        Equality(context, suite);
    }

    /// <exception cref="UserErrorException">No task has as many samples as the largest k asks for.</exception>
    public static void RequireK(int[] ks, CompletionPlan plan)
    {
        var most = plan.Counts.Count == 0 ? 0 : plan.Counts.Values.Max();
        if (most > 0 && ks[^1] > most)
        {
            throw new UserErrorException($"--k: pass@{ks[^1]} needs {ks[^1]} samples of a task, and no task has more than {most}.");
        }
    }

    private static void Equality(CommandContext context, Suite suite)
    {
        var changed = suite.Tasks.Where(t => t.EqualityFix.Length > 0).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        context.Terminal.Line($"--fix-equality changed {changed.Count} of {suite.Tasks.Length} rows:");
        foreach (var task in changed.Take(context.Verbose ? int.MaxValue : MostRows))
        {
            context.Terminal.Line($"  {Terminal.Escape(task.Id)}  [grey]{Terminal.Escape(task.EqualityFix)}[/]");
        }

        if (!context.Verbose && changed.Count > MostRows)
        {
            context.Terminal.Line($"  [grey]and {changed.Count - MostRows} more; --verbose lists them[/]");
        }
    }
}
