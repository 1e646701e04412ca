using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace CodeRefine.Evaluation.Statistics;

/// <summary>
/// Intervals by resampling whole tasks with replacement. Tasks are what a suite draws from the world, and samples of one task are
/// not independent; a task's own figure carries the noise of its few samples with it, so one level of resampling covers both
/// (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8). The interval is BCa: for shares near 0 or 1
/// and for ratios the percentile interval is off to one side.
/// </summary>
/// <remarks>
/// Each task is a row of numbers and each figure a function of the columns' totals, so that means, ratios and differences are
/// resampled together, on the same draws, and the jackknife for the acceleration needs one subtraction a task.
/// </remarks>
public sealed class TaskBootstrap(BootstrapOptions? options = null)
{
    /// <summary>A figure that is undefined in more resamples than this share has no interval worth the name.</summary>
    private const double MostUndefined = 0.05;

    private static readonly TaskFigure Average = TaskFigure.Share(static t => t[0], static t => t[1]);

    public BootstrapOptions Options { get; } = (options ?? new BootstrapOptions()).Checked();

    /// <summary>The mean over tasks of values from 0 to 1, with its interval; null for no task.</summary>
    public Estimate? Mean(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var rows = new TaskRows(2);
        foreach (var value in values)
        {
            rows.Add(value, 1);
        }

        return Of(rows, Average)[0];
    }

    /// <returns>For each figure its estimate, or null where the figure itself is undefined.</returns>
    public ImmutableArray<Estimate?> Of(TaskRows rows, params ReadOnlySpan<TaskFigure> figures)
    {
        var totals = rows.Totals();
        var values = new double[figures.Length];
        var replicates = new double[figures.Length][];
        var count = rows.Count < 2 ? 0 : Options.For(rows.Count);
        for (var f = 0; f < figures.Length; f++)
        {
            values[f] = rows.Count == 0 ? double.NaN : figures[f].Value(totals);
            replicates[f] = new double[count];
        }

        Resample(rows, figures, replicates);
        var estimates = ImmutableArray.CreateBuilder<Estimate?>(figures.Length);
        for (var f = 0; f < figures.Length; f++)
        {
            estimates.Add(double.IsNaN(values[f]) ? null : new Estimate(values[f], Bca(rows, figures[f], values[f], replicates[f], totals)));
        }

        return estimates.MoveToImmutable();
    }

    private void Resample(TaskRows rows, ReadOnlySpan<TaskFigure> figures, double[][] replicates)
    {
        var random = new SplitMix64(Options.Seed);
        var totals = new double[rows.Columns];
        var count = replicates.Length == 0 ? 0 : replicates[0].Length;
        for (var r = 0; r < count; r++)
        {
            Array.Clear(totals);
            for (var draw = 0; draw < rows.Count; draw++)
            {
                var row = rows[random.Index(rows.Count)];
                for (var c = 0; c < totals.Length; c++)
                {
                    totals[c] += row[c];
                }
            }

            for (var f = 0; f < figures.Length; f++)
            {
                replicates[f][r] = figures[f].Value(totals);
            }
        }
    }

    private Interval? Bca(TaskRows rows, TaskFigure figure, double value, double[] replicates, double[] totals)
    {
        var defined = replicates.Where(r => !double.IsNaN(r)).ToArray();
        if (defined.Length == 0 || defined.Length < replicates.Length * (1 - MostUndefined))
        {
            return null;
        }

        Array.Sort(defined);
        if (defined[0] == defined[^1])
        {
            return figure.WithoutSpread(value, totals, Options.Level);
        }

        // Ties count half: figures of few tasks take few values.
        var below = defined.Count(r => r < value);
        var equal = defined.Count(r => r <= value) - below;
        var share = Math.Clamp((below + equal / 2.0) / defined.Length, 0.5 / defined.Length, 1 - 0.5 / defined.Length);
        var bias = Normal.InvCDF(0, 1, share);
        var acceleration = Acceleration(rows, figure, totals);
        return new(
            End(defined, bias, acceleration, (1 - Options.Level) / 2),
            End(defined, bias, acceleration, (1 + Options.Level) / 2),
            Options.Level, IntervalMethod.BootstrapBca);
    }

    private static double End(double[] sorted, double bias, double acceleration, double probability)
    {
        var z = bias + Normal.InvCDF(0, 1, probability);
        var corrected = Normal.CDF(0, 1, bias + z / (1 - acceleration * z));
        return Quantile(sorted, double.IsNaN(corrected) ? probability : corrected);
    }

    /// <summary>Linear between order statistics (Hyndman and Fan's type 7).</summary>
    private static double Quantile(double[] sorted, double probability)
    {
        var place = Math.Clamp(probability, 0, 1) * (sorted.Length - 1);
        var low = (int)place;
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }

    private static double Acceleration(TaskRows rows, TaskFigure figure, double[] totals)
    {
        var left = new double[rows.Count];
        var without = new double[totals.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var c = 0; c < without.Length; c++)
            {
                without[c] = totals[c] - rows[i][c];
            }

            left[i] = figure.Value(without);
        }

        var defined = left.Where(l => !double.IsNaN(l) && !double.IsInfinity(l)).ToArray();
        if (defined.Length == 0)
        {
            return 0;
        }

        var mean = defined.Average();
        double squares = 0, cubes = 0;
        foreach (var value in defined)
        {
            var distance = mean - value;
            squares += distance * distance;
            cubes += distance * distance * distance;
        }

        return squares <= 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }
}
