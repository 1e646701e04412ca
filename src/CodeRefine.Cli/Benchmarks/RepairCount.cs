using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Core.Events;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>Listens how many edits the repair engine screens, as it says so with each offer.</summary>
internal sealed partial class RepairCount : IRunObserver
{
    public int Edits { get; private set; }
    public double Seconds { get; private set; }

    public void Observe(RunEvent happened)
    {
        // Each offer tells of its node's whole search, so that a later offer for the same node includes the earlier one's.
        if (happened is RunEvent.Proposed { Proposal.Notes: var notes } && Screened().Match(notes) is { Success: true } match)
        {
            Edits = Math.Max(Edits, int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            Seconds = Math.Max(Seconds, double.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        }
    }

    [GeneratedRegex(@"Screened (\d+) edits in ([\d.]+) s")]
    private static partial Regex Screened();
}
