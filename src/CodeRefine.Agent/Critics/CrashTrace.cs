using System.Text.RegularExpressions;
using CodeRefine.Core.Critiques;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Agent.Critics;

/// <summary>What the runtime itself wrote when a process died: frames without lines, repeated ones told as such.</summary>
/// <param name="Repeats">The frames are those of a recursion.</param>
/// <param name="Member">The first frame's member that the candidate declares.</param>
/// <param name="Exception">Type and message of an unhandled exception.</param>
internal sealed partial record CrashTrace(IReadOnlyList<string> Frames, bool Repeats, string? Member, CritiqueLocation? Location, string? Exception)
{
    private const int MostFrames = 12;
    private const int MostFrame = 500;
    private const int MostRead = 200_000;

    public static CrashTrace Read(CandidateCode code, string output)
    {
        var lines = PlainText.Cut(output, MostRead).Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var start = lines.FindIndex(l => l.StartsWith("Stack overflow", StringComparison.Ordinal) || l.StartsWith("Unhandled exception.", StringComparison.Ordinal) || l.StartsWith("Fatal error.", StringComparison.Ordinal));
        if (start < 0)
        {
            return new CrashTrace([], false, null, null, null);
        }

        // The runtime folds a recursion: "Repeat N times:", a rule, its frames, a rule. Older ones write "Repeated".
        var repeat = lines.FindIndex(start, l => l.StartsWith("Repeat", StringComparison.Ordinal));
        var frames = (repeat < 0 ? lines.Skip(start + 1) : lines.Skip(repeat + 2).TakeWhile(l => !l.StartsWith("---", StringComparison.Ordinal)))
            .Where(l => l.TrimStart().StartsWith("at ", StringComparison.Ordinal)).Take(MostFrames).Select(l => PlainText.Cut(l.Trim(), MostFrame)).ToList();
        var found = frames.Select(f => Declared(code, f)).FirstOrDefault(s => s is not null);
        var exception = lines[start].StartsWith("Unhandled exception.", StringComparison.Ordinal) ? PlainText.Line(lines[start]["Unhandled exception.".Length..], 200) : null;
        return new CrashTrace(frames, repeat >= 0, CandidateCode.NameOf(found), code.LocationOf(found), exception);
    }

    /// <summary>The candidate's member that a frame like <c>at Demo.Fib.Of(Int32)</c> names.</summary>
    private static ISymbol? Declared(CandidateCode code, string frame)
    {
        if (code.Compilation is null || Frame().Match(frame) is not { Success: true } match)
        {
            return null;
        }

        var typeName = match.Groups["type"].Value.Split('[')[0];
        var type = code.Compilation.Assembly.GetTypeByMetadataName(typeName);
        var method = match.Groups["method"].Value;
        var accessor = method.StartsWith("get_", StringComparison.Ordinal) || method.StartsWith("set_", StringComparison.Ordinal) ? method[4..] : method;
        return type?.GetMembers(accessor).FirstOrDefault(m => !m.IsImplicitlyDeclared);
    }

    [GeneratedRegex(@"^at (?<type>[^(]+?)\.(?<method>\.?[\w]+)(\[.*\])?\(", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Frame();
}
