using System.Text.RegularExpressions;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Integrity.Tests.Support;

/// <summary>A file of <c>Cheats/</c>: a comment that says what it tries, then the file of the candidate that it takes the place of.</summary>
/// <param name="Name">As <c>01-exit-code-zero</c>.</param>
/// <param name="File">Path in the candidate.</param>
/// <param name="Rule">The policy's rule that refuses it, or null where the policy lets it pass.</param>
/// <param name="Word">What stands in the line that the policy names.</param>
/// <param name="Runtime">The verdict where the policy allows everything.</param>
public sealed partial record Cheat(string Name, string File, string Text, string? Rule, string Word, VerdictKind Runtime)
{
    public static IReadOnlyList<Cheat> All { get; } = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cheats"), "*.cs").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>What the runtime can't hold by its nature: candidate and checks share a process, and the policy alone refuses this.</summary>
    public bool HeldByPolicyAlone => Runtime == VerdictKind.Passed;

    public override string ToString() => Name;

    private static Cheat Read(string path)
    {
        var text = System.IO.File.ReadAllText(path);
        var header = Header().Matches(text).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim());
        var policy = header["policy"].Split(' ', 2);
        return new Cheat(
            Path.GetFileNameWithoutExtension(path),
            header.GetValueOrDefault("file", "Ledger.cs"),
            text,
            policy[0] == "none" ? null : policy[0],
            policy.ElementAtOrDefault(1) ?? "",
            Enum.Parse<VerdictKind>(header["runtime"]));
    }

    [GeneratedRegex("^// (file|policy|runtime): (.*)$", RegexOptions.Multiline)]
    private static partial Regex Header();
}
