using System.Globalization;
using CodeRefine.Cli.Json;
using CodeRefine.Repositories.Locating;

namespace CodeRefine.Cli.Rendering;

/// <summary>A ranking for people.</summary>
internal static class LocationTable
{
    private const int Reasons = 3, Members = 3, Widest = 160;

    public static void Write(Terminal terminal, LocateDocument document, bool verbose)
    {
        var at = document.Commit is { } commit ? $" at {commit[..Math.Min(10, commit.Length)]}" : "";
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"[grey]{document.FilesRead} files, {document.Lines} lines, {document.Symbols} symbols, {document.CommitsRead} commits{at}; read in {document.ReadMs / 1000:0.0} s, located in {document.LocateMs / 1000:0.0} s[/]"));
        foreach (var (file, place) in document.Files.Select((f, i) => (f, i + 1)))
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{place,2}  [bold]{Terminal.Escape(file.Path)}[/]  {file.Score:0.00}"));
            foreach (var reason in file.Why.Take(verbose ? file.Why.Length : Reasons))
            {
                terminal.Line(string.Create(CultureInfo.InvariantCulture, $"      {reason.Signal,-8}  {reason.Points:0.00}  {Terminal.Escape(SafeText.Line(reason.Words, Widest))}"));
            }

            foreach (var member in file.Members.Take(verbose ? file.Members.Length : Members))
            {
                Write(terminal, member);
            }
        }

        if (document.Files.Count == 0)
        {
            terminal.Line("Nothing of the issue is found in the repository.");
        }

        if (document.Tests.Count > 0)
        {
            terminal.Line($"tests  {Terminal.Escape(string.Join(", ", document.Tests.Take(3).Select(t => t.Path)))}");
        }

        foreach (var note in document.Notes)
        {
            terminal.Line($"[yellow]note[/]   {Terminal.Escape(note)}");
        }
    }

    private static void Write(Terminal terminal, MemberHit member)
    {
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"    [cyan]{member.FirstLine,4}–{member.LastLine,-4}[/]  {Terminal.Escape(SafeText.Line(member.Signature, Widest))}"));
        if (member.Lines is [var line, ..])
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"    [grey]{line.Line,9}  {Terminal.Escape(SafeText.Line(line.Text, Widest))}[/]"));
        }
    }
}
