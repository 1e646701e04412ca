using System.Globalization;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core.Checks;
using CodeRefine.Evaluation.Running;

namespace CodeRefine.Cli.Evaluations;

/// <summary>Shows how a run goes: a status line that changes on a terminal, a plain line from time to time elsewhere.</summary>
internal sealed class ProgressView : IAsyncDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500), Seldom = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource closing = new();
    private readonly CommandContext context;
    private readonly RunProgress progress;
    private readonly ISandbox? sandbox;
    private readonly Task showing;

    private ProgressView(CommandContext context, RunProgress progress, ISandbox? sandbox)
    {
        (this.context, this.progress, this.sandbox) = (context, progress, sandbox);
        showing = ShowAsync();
    }

    public static ProgressView Start(CommandContext context, RunProgress progress, ISandbox? sandbox) => new(context, progress, sandbox);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await showing;
        closing.Dispose();
        context.Terminal.ClearStatus();
    }

    internal static string Line(ProgressSnapshot now, ISandbox? sandbox)
    {
        var parts = new List<string> { Text($"{now.Done}/{now.Planned} samples"), Text($"{now.Rate:0.0}/s") };
        if (now.Left is { } left && now.Done < now.Planned)
        {
            parts.Add($"{Words(left)} left");
        }

        if (now.Rate1 is { } rate)
        {
            parts.Add(Text($"pass@1 {100 * rate.Value:0.0}%{(rate.Interval is { } interval ? Text($" [{100 * interval.Low:0.0}, {100 * interval.High:0.0}]") : "")}"));
        }

        parts.AddRange(Rest(now, sandbox));
        return string.Join("  ", parts);
    }

    private static IEnumerable<string> Rest(ProgressSnapshot now, ISandbox? sandbox)
    {
        if (now.Infrastructure > 0 || now.Retries > 0)
        {
            yield return Text($"machine failed {now.Infrastructure}, retried {now.Retries}");
        }

        if (now.Cost.PromptTokens + now.Cost.AnswerTokens is > 0 and var tokens)
        {
            yield return Text($"{tokens} tokens ${now.Cost.Money:0.####}");
        }

        if (now.WaitingForRunAlone > 0)
        {
            yield return Text($"{now.WaitingForRunAlone} timed out, to run alone");
        }

        if (sandbox is not null)
        {
            yield return Text($"{sandbox.Name} {now.Working}/{sandbox.Capacity}");
        }

        if (now.Slowest is [var slow, ..] && slow.For > TimeSpan.FromSeconds(3))
        {
            yield return Text($"slow: {slow.Sample} {slow.For.TotalSeconds:0} s");
        }
    }

    private async Task ShowAsync()
    {
        var every = context.Terminal.Interactive ? Often : Seldom;
        using var timer = new PeriodicTimer(every, context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(closing.Token))
            {
                var line = Line(progress.Snapshot(), sandbox);
                if (context.Terminal.Interactive)
                {
                    context.Terminal.Status(line);
                }
                else
                {
                    context.Terminal.Line(Terminal.Escape(line));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    private static string Words(TimeSpan time) => time.TotalHours >= 1 ? Text($"{(int)time.TotalHours} h {time.Minutes} min") : time.TotalMinutes >= 1 ? Text($"{(int)time.TotalMinutes} min {time.Seconds} s") : Text($"{time.TotalSeconds:0} s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
