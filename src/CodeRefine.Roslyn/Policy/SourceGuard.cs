using System.Collections.Immutable;
using System.Text;
using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;

namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// Looks at sources before the compiler does: its recursion follows theirs, and a stack overflow ends this process.
/// </summary>
public static class SourceGuard
{
    public const int MaxFileBytes = 1 << 20;
    public const int MaxTotalBytes = 8 << 20;
    public const int MaxFiles = 2_000;

    private static readonly Compile.Lru<SourceFile, (string Rule, string Reason, int Line)?> seen = new(capacity: 512);

    /// <summary>Empty where the sources may be parsed. Only C# files are looked at: no other one is.</summary>
    public static ImmutableArray<PolicyViolation> Inspect(SourceTree tree, CompileSettings settings)
    {
        var found = ImmutableArray.CreateBuilder<PolicyViolation>();
        long total = 0;
        var files = 0;
        foreach (var (path, file) in tree.Files.Where(f => Compile.SourcePaths.IsCSharp(f.Key)))
        {
            files++;
            var size = Encoding.UTF8.GetByteCount(file.Text);
            total += size;
            if (size > MaxFileBytes)
            {
                found.Add(new("source-size", path, path, 1, $"The file holds {size:N0} bytes; {MaxFileBytes:N0} are the most that is compiled. Split it or take data out of it."));
            }
            else if (Fault(file, settings) is { } fault)
            {
                found.Add(new(fault.Rule, path, path, fault.Line, fault.Reason));
            }
        }

        if (total > MaxTotalBytes || files > MaxFiles)
        {
            found.Add(new("source-size", "", tree.Paths.First(Compile.SourcePaths.IsCSharp), 1, $"{files:N0} files with {total:N0} bytes; {MaxFiles:N0} files with {MaxTotalBytes:N0} bytes are the most that is compiled."));
        }

        return found.ToImmutable();
    }

    internal static PolicyViolation TooSlow(SourceTree tree, string detail) =>
        new("compile-deadline", "", tree.Paths.FirstOrDefault(Compile.SourcePaths.IsCSharp) ?? "", 1, $"{detail} Write simpler expressions: nested lambdas and overloads can take the compiler exponential time.");

    /// <summary>Defines change what is code: a text is only remembered where it has no directive that asks for them.</summary>
    private static (string Rule, string Reason, int Line)? Fault(SourceFile file, CompileSettings settings) =>
        file.Text.Contains('#', StringComparison.Ordinal)
            ? FaultOf(file.Text, settings)
            : seen.GetOrAdd(file, f => FaultOf(f.Text, settings));

    private static (string Rule, string Reason, int Line)? FaultOf(string text, CompileSettings settings)
    {
        var zero = text.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0)
        {
            return ("binary-source", "The file holds NUL characters: it is no C# source.", 1 + text.AsSpan(0, zero).Count('\n'));
        }

        return SourceScanner.Scan(text, settings.Defines) is { } excess
            ? ("source-nesting", $"The source has {excess.Excess}: it would exhaust the compiler. Break it into smaller statements or members.", excess.Line)
            : null;
    }
}
