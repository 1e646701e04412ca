using System.Globalization;

namespace CodeRefine.Agent.Repair;

/// <summary>What a search has tried so far, and how quickly.</summary>
internal sealed class SearchCount
{
    private TimeSpan screening;

    /// <summary>Variants of which the sandbox told something: edits, and pairs of them.</summary>
    public int Screened { get; private set; }

    /// <summary>Edits with a build and a run of their own.</summary>
    public int Built { get; set; }

    /// <summary>They looked right when screened and were not.</summary>
    public int False { get; set; }
    public TimeSpan Took { get; set; }

    public void Add(Screened screened)
    {
        Screened += screened.Report.Told;
        screening += screened.Report.Use.Wall;
    }

    public override string ToString()
    {
        var rate = screening > TimeSpan.Zero && Screened > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({Screened / screening.TotalSeconds:#,0} a second in the sandbox)") : "";
        var alone = Built > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Built} by a build each") : "";
        return string.Create(CultureInfo.InvariantCulture, $"Screened {Screened + Built} edits in {Took.TotalSeconds:0.0} s{rate}{alone}");
    }
}
