using CodeRefine.Cli.Commands;
using CodeRefine.Core.Events;
using CodeRefine.Core.Search;
using CodeRefine.Evaluation.Reports;

namespace CodeRefine.Cli.Rendering;

/// <summary>Tells a run as it goes: lines for what happened, one passing status line for what goes on just now.</summary>
internal sealed class RunRenderer(Terminal terminal, bool verbose, TimeProvider time) : IRunObserver
{
    private const int MostDiffLines = 60;
    private static readonly TimeSpan BetweenStatuses = TimeSpan.FromMilliseconds(100);
    private readonly ModelStream stream = new();
    private long lastStatus;

    public void Observe(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.AttemptStarted started:
                terminal.Status($"attempt {started.Attempt}: {started.Proposer} …");
                break;
            case RunEvent.Progress progress:
                OnProgress(progress.Text);
                break;
            case RunEvent.ModelCallStarted call:
                stream.Clear();
                terminal.Status($"asking {call.Model} …");
                break;
            case RunEvent.ModelText text:
                stream.Add(text.Text);
                Status(stream.Show());
                break;
            case RunEvent.ModelCallEnded call:
                OnModelCall(call);
                break;
            case RunEvent.ProposalRejected rejected:
                OnRejected(rejected);
                break;
            case RunEvent.NeighbourhoodSearched { Found: null } searched:
                terminal.Line(FormattableString.Invariant($"[grey]{"",-9} nothing that passes within the neighbourhood of attempt {searched.Attempt}, {searched.Seconds:0.0} s[/]"));
                break;
            case RunEvent.Noted noted:
                OnNoted(noted);
                break;
            case RunEvent.Traced or RunEvent.ChecksGenerated when RunEvidence.Line(happened) is { } evidence:
                terminal.Line($"[grey]{"",-9} {Terminal.Escape(SafeText.Line(evidence, 300))}[/]");
                break;
            case RunEvent.GeneratedChecksRun run:
                OnCounterexamples(run);
                break;
            case RunEvent.Stuck stuck:
                terminal.Line($"{"",-9} [yellow]going in a circle:[/] {Terminal.Escape(stuck.Pattern)}");
                break;
            case RunEvent.Chosen chosen:
                terminal.Line($"[bold]{"choice",-9}[/] attempt {chosen.Attempt}  [grey]{Terminal.Escape(SafeText.Line(chosen.Reason, 400))}[/]");
                break;
            case RunEvent.NodeAdded { Node: { } node }:
                OnNode(node);
                break;
            case RunEvent.Confirmed confirmed:
                terminal.Line($"[bold]{"confirm",-9}[/] {(confirmed.Passed ? "[green]passed[/]" : "[red]failed[/]")}  {Terminal.Escape(confirmed.Detail)}");
                break;
        }
    }

    private void OnProgress(string text)
    {
        if (verbose && !terminal.Interactive)
        {
            terminal.Line($"[grey]{"",-9} {Terminal.Escape(SafeText.Line(text))}[/]");
        }
        else
        {
            Status(text);
        }
    }

    private void OnModelCall(RunEvent.ModelCallEnded call)
    {
        terminal.ClearStatus();
        var money = call.Money > 0 ? FormattableString.Invariant($", ${call.Money:0.####}") : "";
        terminal.Line(call.Error is { } error
            ? $"{"",-9} [red]model call {call.Call} failed:[/] {Terminal.Escape(SafeText.Line(error, 400))}"
            : FormattableString.Invariant($"[grey]{"",-9} model call {call.Call}: {call.PromptTokens} + {call.AnswerTokens} tokens, {call.Seconds:0.0} s{money}[/]"));
        if (verbose && call.Answer is { } answer)
        {
            Indented(answer);
        }
    }

    private void OnNoted(RunEvent.Noted noted)
    {
        terminal.Line($"[grey]{"",-9} {Terminal.Escape(noted.Step)}: {Terminal.Escape(SafeText.Line(noted.Text, verbose ? 120 : 300))}[/]");
        if (verbose)
        {
            Indented(noted.Text);
        }
    }

    private void OnCounterexamples(RunEvent.GeneratedChecksRun run)
    {
        foreach (var found in run.Regressions)
        {
            terminal.Line($"[grey]{"",-9} counterexample: {Terminal.Escape(SafeText.Line(found.Title, 300))}[/]");
        }
    }

    private void OnRejected(RunEvent.ProposalRejected rejected)
    {
        terminal.Line($"[bold]{Label(rejected.Attempt)}[/] [yellow]not applied[/]  {Terminal.Escape(SafeText.Line(rejected.Reason, 400))}");
        if (verbose && rejected.Reason.Contains('\n', StringComparison.Ordinal))
        {
            Indented(rejected.Reason);
        }
    }

    private void OnNode(Node node)
    {
        var by = node.Proposal is { } proposal ? $"{Terminal.Escape(proposal.Proposer)}  " : "";
        var count = VerdictWords.Count(node.Verdict);
        terminal.Line($"[bold]{Label(node.Attempt)}[/] {by}{VerdictWords.Markup(node.Verdict.Kind)}{(count.Length > 0 ? $"  [grey]{count}[/]" : "")}");
        if (node.Proposal?.Patch is { } patch)
        {
            terminal.Line($"{"",-9} {Terminal.Escape(SafeText.Line(patch.Summary))}");
        }

        if (!node.Verdict.Passed)
        {
            terminal.Line($"{"",-9} {Terminal.Escape(SafeText.Line(node.Critique.Headline, 400))}");
        }

        if (verbose)
        {
            Indented(node.Critique.Text);
        }

        if (node.Parent is { } parent)
        {
            DiffRenderer.Write(terminal, UnifiedDiff.Between(parent.Tree, node.Tree), MostDiffLines, $"{"",-9} ");
        }
    }

    private void Indented(string text)
    {
        foreach (var line in text.Split('\n').Take(200))
        {
            terminal.Line($"[grey]{"",-9} {Terminal.Escape(line.TrimEnd('\r'))}[/]");
        }
    }

    /// <summary>Screening reports thousands a second: show what an eye can follow.</summary>
    private void Status(string text)
    {
        if (lastStatus == 0 || time.GetElapsedTime(lastStatus) >= BetweenStatuses)
        {
            lastStatus = time.GetTimestamp();
            terminal.Status(text);
        }
    }

    private static string Label(int attempt) => (attempt == 0 ? "start" : $"attempt {attempt}").PadRight(9);
}
