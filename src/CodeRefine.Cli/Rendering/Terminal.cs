using Spectre.Console;

namespace CodeRefine.Cli.Rendering;

/// <summary>
/// Where people's output goes. Colours and the status line only on a real terminal (and no colours with
/// <see href="https://no-color.org">NO_COLOR</see>); a pipe and a CI log get plain lines that never wrap.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private const int Unwrapped = 100_000;
    private readonly TextWriter writer;
    private readonly Lock gate = new();
    private bool statusShown;

    private Terminal(TextWriter writer, bool interactive, bool colours)
    {
        this.writer = writer;
        Interactive = interactive;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            // Spectre's own enrichers turn colours on for known CI systems: a log should stay plain.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        Console.Profile.Width = interactive ? Math.Max(20, TerminalWidth()) : Unwrapped;
    }

    /// <summary>Whether a person watches: a status line may come and go, a question may be asked.</summary>
    public bool Interactive { get; }

    public IAnsiConsole Console { get; }

    public static Terminal For(TextWriter writer, bool redirected)
    {
        var dumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        var interactive = !redirected && !dumb;
        return new Terminal(writer, interactive, interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }

    /// <summary>Plain lines into <paramref name="writer"/>.</summary>
    public static Terminal Plain(TextWriter writer) => new(writer, interactive: false, colours: false);

    /// <summary>Writes one line of Spectre markup; texts of others go through <see cref="Escape"/> first.</summary>
    public void Line(string markup = "")
    {
        lock (gate)
        {
            ClearStatus();
            Console.MarkupLine(markup);
        }
    }

    /// <summary>Makes any text safe to stand within markup.</summary>
    public static string Escape(string text) => Markup.Escape(SafeText.Clean(text));

    /// <summary>Shows what goes on just now on the last line, on a terminal only; the next line written takes its place.</summary>
    public void Status(string text)
    {
        if (!Interactive)
        {
            return;
        }

        lock (gate)
        {
            var line = SafeText.Line(text, Math.Max(10, Console.Profile.Width - 3));
            writer.Write($"\r\u001b[2K  {line}");
            writer.Flush();
            statusShown = true;
        }
    }

    public void ClearStatus()
    {
        lock (gate)
        {
            if (statusShown)
            {
                writer.Write("\r\u001b[2K");
                writer.Flush();
                statusShown = false;
            }
        }
    }

    public void Dispose()
    {
        ClearStatus();
        writer.Flush();
    }

    private static int TerminalWidth()
    {
        try
        {
            return System.Console.WindowWidth is var width and > 0 ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
