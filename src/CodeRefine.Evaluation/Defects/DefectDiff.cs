using CodeRefine.Core;

namespace CodeRefine.Evaluation.Defects;

/// <summary>
/// Breaks a program by a diff without positions: the lines marked <c>-</c> are found in it, once, whatever their indentation, and those marked <c>+</c> take
/// their place. An empty line in the diff begins another defect. So a program and its defect cannot drift apart unnoticed.
/// </summary>
internal static class DefectDiff
{
    /// <param name="place">The file and line of the diff, for errors.</param>
    public static string Break(string program, IReadOnlyList<string> diff, string place)
    {
        var lines = program.Split('\n').ToList();
        foreach (var (right, wrong) in Hunks(diff, place))
        {
            var at = Find(lines, right, place);
            var indent = lines[at][..^lines[at].TrimStart().Length];
            var extra = right[0].Length - right[0].TrimStart().Length;
            lines.RemoveRange(at, right.Count);
            lines.InsertRange(at, wrong.Select(w => indent + (w.Length - w.TrimStart().Length >= extra ? w[extra..] : w.TrimStart())));
        }

        return string.Join('\n', lines);
    }

    private static IEnumerable<(List<string> Right, List<string> Wrong)> Hunks(IReadOnlyList<string> diff, string place)
    {
        var right = new List<string>();
        var wrong = new List<string>();
        foreach (var line in diff.Append(""))
        {
            switch (line)
            {
                case "" when right.Count > 0:
                    yield return ([.. right], [.. wrong]);
                    right.Clear();
                    wrong.Clear();
                    break;
                case "" when wrong.Count == 0:
                    break;
                case ['-', ..]:
                    right.Add(line[1..]);
                    break;
                case ['+', ..] when right.Count > 0:
                    wrong.Add(line[1..]);
                    break;
                default:
                    throw new UserErrorException($"{place}: a diff holds lines of the right program marked '-', then what takes their place marked '+', not '{line}'.");
            }
        }
    }

    private static int Find(List<string> lines, List<string> wanted, string place)
    {
        var found = Enumerable.Range(0, Math.Max(0, lines.Count - wanted.Count + 1)).Where(at => wanted.Select((w, i) => w.Trim() == lines[at + i].Trim()).All(same => same)).Take(2).ToList();
        return found.Count == 1 ? found[0] : throw new UserErrorException($"{place}: '{wanted[0].Trim()}' is in the program {(found.Count == 0 ? "nowhere" : "more than once")}: it must be there exactly once; add lines around it on both sides of the diff.");
    }
}
