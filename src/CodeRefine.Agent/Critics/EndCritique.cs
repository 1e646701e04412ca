using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Agent.Critics;

/// <summary>The process of the checks ended before they did: overflowed, left, died, or used more than it may.</summary>
internal static class EndCritique
{
    public static Critique Of(CandidateCode code, Verdict verdict)
    {
        var report = verdict.Report!;
        var running = Running(report);
        var name = running is null ? "the checks" : PlainText.Line(running.Name, 60);
        var trace = CrashTrace.Read(code, report.Output);
        var location = trace.Location ?? code.LocationOf(running is null ? null : CheckSource.AskedMember(code, running, 0));
        var place = location is null ? "" : $" ({location.Path}:{location.Line})";
        var (headline, words, kind) = Words(report, trace, name);
        var builder = new CritiqueBuilder()
            .Add($"{words}{(running is null ? "" : $" Check {PlainText.Code(running.Id)} was running.")} {PlainText.Line(report.End.Detail, 300)}".TrimEnd())
            .Add(trace.Frames.Count > 0 ? $"{(trace.Repeats ? "These frames repeat" : "Frames")}:\n{PlainText.Block(string.Join('\n', trace.Frames), "text", 12, 1000)}" : null)
            .Add(location is null ? null : $"{PlainText.Line(location.Path)}:{location.Line}:\n{code.Excerpt(location.Path, location.Line, 6)}")
            .Add(running is not null && CheckSource.Quote(code, running) is { } source ? $"The check ({PlainText.Line(running.Path)}:{running.Line}):\n{source}" : null)
            .Add(trace.Frames.Count == 0 && !string.IsNullOrWhiteSpace(report.Output) ? $"It wrote:\n{PlainText.Block(report.Output, "text", 15, 800)}" : null)
            .Add(PassedCritique.Summary(report));
        return builder.Build(kind, PlainText.Line(headline, CritiqueBuilder.MostHeadline - place.Length) + place, location);
    }

    private static Check? Running(CheckReport report) =>
        (report.Results.FirstOrDefault(r => r.Check.Id == report.End.RunningCheck)
        ?? report.Results.FirstOrDefault(r => r.Status is CheckStatus.Crashed or CheckStatus.ResourceExceeded))?.Check;

    private static (string Headline, string Words, TaxonomyKind Kind) Words(CheckReport report, CrashTrace trace, string name) => report.End.Kind switch
    {
        HostEndKind.StackOverflow => ($"{trace.Member ?? "The code"} recurses without end in {name}", "The stack overflowed: the recursion does not reach its base case, or comes no nearer to it with each call.", TaxonomyKind.Logic),
        HostEndKind.Exited => ($"The code ends the process in {name}", "The code ended the process (`Environment.Exit`, `Environment.FailFast` and the like): return or throw instead.", TaxonomyKind.ApiMisuse),
        HostEndKind.OutOfMemory => ($"The code takes more memory than allowed in {name}", "The code took more memory than it may: look for a collection that grows in each round of a loop, or one sized by an input.", TaxonomyKind.Logic),
        HostEndKind.OutputFlood => ($"The code writes more output than allowed in {name}", "The code wrote more to the console than it may: look for writing in a loop that does not end, and take diagnostic output out.", TaxonomyKind.Logic),
        HostEndKind.ScratchFull => ($"The code writes larger files than allowed in {name}", "The code filled the scratch space that it may write to.", TaxonomyKind.Logic),
        HostEndKind.TooManyProcesses => ($"The code starts more threads or processes than allowed in {name}", "The code started more threads or processes than it may: wait for those that are there, or use the thread pool.", TaxonomyKind.Logic),
        _ => ($"The process dies in {name}{(trace.Exception is { } thrown ? $": {thrown}" : "")}", "The process died: an exception on another thread that nobody caught, or a fatal error of the runtime.", trace.Exception is { } type ? Taxonomy.OfException(type.Split(':')[0], type) : TaxonomyKind.MinorRuntime),
    };
}
