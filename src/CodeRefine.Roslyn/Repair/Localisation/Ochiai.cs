using System.Collections.Immutable;

namespace CodeRefine.Roslyn.Repair.Localisation;

/// <summary>
/// Spectrum-based fault localisation: ef/√(F(ef+ep)), where ef and ep are the failing and passing checks that reach a place and F all failing ones.
/// Source: Abreu, Zoeteweij, van Gemund, "On the Accuracy of Spectrum-based Fault Localization", TAICPART 2007.
/// </summary>
public static class Ochiai
{
    /// <summary>Scores from 0 to 1, one for each probe.</summary>
    /// <param name="spectra">One for each check that ran.</param>
    /// <param name="probes">Number of probes; indexes outside of it are left out.</param>
    public static ImmutableArray<double> Score(IEnumerable<CheckSpectrum> spectra, int probes)
    {
        var failing = new int[probes];
        var passing = new int[probes];
        var failures = 0;
        foreach (var spectrum in spectra)
        {
            failures += spectrum.Passed ? 0 : 1;
            foreach (var probe in spectrum.Probes.Distinct().Where(p => p >= 0 && p < probes))
            {
                (spectrum.Passed ? passing : failing)[probe]++;
            }
        }

        return [.. failing.Select((ef, probe) => ef == 0 ? 0 : ef / Math.Sqrt((double)failures * (ef + passing[probe])))];
    }
}

/// <param name="Probes">Indexes of the probes that the check reached.</param>
public sealed record CheckSpectrum(bool Passed, ImmutableArray<int> Probes);
