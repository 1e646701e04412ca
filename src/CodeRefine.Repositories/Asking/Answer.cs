using System.Globalization;
using System.Text;

namespace CodeRefine.Repositories.Asking;

/// <summary>Bounds what a tool says, so that no question fills a model's context: lines are kept from the top, and what is left out is counted.</summary>
internal sealed class Answer(int most)
{
    private const int LongestLine = 400;
    private readonly StringBuilder text = new();
    private int left;

    public void Line(string line)
    {
        var one = line.Length <= LongestLine ? line : string.Concat(line.AsSpan(0, LongestLine - 1), "…");
        if (left > 0 || text.Length + one.Length + 1 > most)
        {
            left++;
            return;
        }

        text.Append(one).Append('\n');
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(line);
        }
    }

    public override string ToString() => left == 0 ? text.ToString().TrimEnd('\n') : string.Create(CultureInfo.InvariantCulture, $"{text}[{left} more lines left out: ask for less]");
}
