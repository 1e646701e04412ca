using CodeRefine.Cli.Json;

namespace CodeRefine.Cli.Rendering;

/// <summary>Generated checks for people: a line for each, and below it what was found.</summary>
internal static class GeneratedCheckList
{
    public static void Write(Terminal terminal, ChecksDocument document, bool source)
    {
        var kept = document.Checks.Where(c => c.Status == "Kept").ToList();
        var broken = kept.Count(c => c.Counterexample is not null);
        terminal.Line($"[bold]{Terminal.Escape(document.Problem.Id)}[/]  {document.Checks.Count} generated, {kept.Count} kept{(broken > 0 ? $", [yellow]{broken} broken by the code[/]" : "")}");
        foreach (var check in document.Checks)
        {
            terminal.Line($"  {Status(check)}  {check.Kind.ToLowerInvariant(),-10}  {Terminal.Escape(SafeText.Line(check.Title, 100))}  [grey]{Terminal.Escape($"{check.Provenance.Author}: {check.Provenance.Detail}")}[/]");
            if (check.Counterexample is { } found)
            {
                var inputs = found.Inputs.Count > 0 ? $"on ({string.Join(", ", found.Inputs)}): " : "";
                terminal.Line($"               {Terminal.Escape(SafeText.Line(inputs + found.Observed, 180))}");
            }
            else if (check.Reason.Length > 0)
            {
                terminal.Line($"               [grey]{Terminal.Escape(SafeText.Line(check.Reason, 180))}[/]");
            }

            if (source && check.Status == "Kept")
            {
                check.Source.TrimEnd().Split('\n').ToList().ForEach(line => terminal.Line(Terminal.Escape("    " + line.TrimEnd('\r'))));
            }
        }
    }

    private static string Status(GeneratedCheckView check) => check switch
    {
        { Counterexample: not null } => "[yellow]broken  [/]",
        { Holds: true } => "[green]holds   [/]",
        { Status: "Kept", Kind: "Regression" } => "[grey]new     [/]",
        { Status: "Kept" } => "[grey]not run [/]",
        { Status: "DoesNotCompile" } => "[grey]no build[/]",
        { Status: "Unusable" } => "[grey]unusable[/]",
        { Status: "Duplicate" } => "[grey]twice   [/]",
        { Status: "Suspect" } => "[grey]suspect [/]",
        _ => "[grey]empty   [/]",
    };
}
