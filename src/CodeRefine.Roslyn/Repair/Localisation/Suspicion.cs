using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Repair.Localisation;

/// <summary>
/// How likely each place of the sources is to hold the fault, 0 to 1. Places that the failing checks did not reach
/// are 0: no edit there can help. Lines that an exception's frames or a hang name come before what coverage says.
/// </summary>
public sealed class Suspicion
{
    /// <summary>A place without evidence: a field's initialiser, or everything when nothing was measured.</summary>
    public const double Unknown = 0.3;

    private readonly Dictionary<string, ImmutableArray<SuspectSpan>> spans;
    private readonly Dictionary<(string Path, int Line), double> lines;

    private Suspicion(Dictionary<string, ImmutableArray<SuspectSpan>> spans, Dictionary<(string, int), double> lines) => (this.spans, this.lines) = (spans, lines);

    /// <summary>Nothing is known: every place is as likely as another.</summary>
    public static Suspicion None { get; } = new([], []);

    public bool HasSpectrum => spans.Count > 0;

    public static Suspicion FromSpans(IEnumerable<SuspectSpan> suspects) =>
        // Smallest first: the first span that contains a place is the innermost.
        new(suspects.GroupBy(s => s.Path).ToDictionary(g => g.Key, g => g.OrderBy(s => s.Span.Length).ThenBy(s => s.Span.Start).ToImmutableArray()), []);

    /// <summary>Adds lines that a stack or a hang names, most telling first: 1, 0.9, 0.8 … down to 0.5.</summary>
    public Suspicion WithLines(IEnumerable<(string Path, int Line)> named)
    {
        var merged = new Dictionary<(string, int), double>(lines);
        var score = 1.0;
        foreach (var place in named.Distinct())
        {
            merged[place] = Math.Max(merged.GetValueOrDefault(place), score);
            score = Math.Max(0.5, score - 0.1);
        }

        return new Suspicion(spans, merged);
    }

    /// <param name="firstLine">From 1.</param>
    /// <param name="lastLine">From 1, inclusive.</param>
    public double Of(string path, TextSpan span, int firstLine, int lastLine)
    {
        var named = 0.0;
        for (var line = firstLine; line <= lastLine && lines.Count > 0; line++)
        {
            named = Math.Max(named, lines.GetValueOrDefault((path, line)));
        }

        return Math.Max(named, FromSpectrum(path, span));
    }

    private double FromSpectrum(string path, TextSpan span)
    {
        if (spans.TryGetValue(path, out var inFile))
        {
            foreach (var suspect in inFile)
            {
                if (suspect.Span.Contains(span))
                {
                    return suspect.Score;
                }
            }
        }

        return Unknown;
    }
}

/// <summary>A statement (or other probed piece of code) and its score.</summary>
public sealed record SuspectSpan(string Path, TextSpan Span, double Score);
