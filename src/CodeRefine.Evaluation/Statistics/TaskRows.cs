namespace CodeRefine.Evaluation.Statistics;

/// <summary>One row of numbers a task, kept side by side: what a bootstrap draws from.</summary>
public sealed class TaskRows(int columns)
{
    private double[] numbers = new double[columns * 16];

    public int Columns { get; } = columns;
    public int Count { get; private set; }

    public ReadOnlySpan<double> this[int row] => numbers.AsSpan(row * Columns, Columns);

    public void Add(params ReadOnlySpan<double> row)
    {
        if (row.Length != Columns)
        {
            throw new ArgumentException($"A row of {Columns} numbers is needed, not of {row.Length}.", nameof(row));
        }

        if ((Count + 1) * Columns > numbers.Length)
        {
            Array.Resize(ref numbers, numbers.Length * 2);
        }

        row.CopyTo(numbers.AsSpan(Count++ * Columns));
    }

    public double[] Totals()
    {
        var totals = new double[Columns];
        for (var row = 0; row < Count; row++)
        {
            for (var c = 0; c < totals.Length; c++)
            {
                totals[c] += this[row][c];
            }
        }

        return totals;
    }
}
