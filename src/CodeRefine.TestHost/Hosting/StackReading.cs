using System.Globalization;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Hosting;

/// <summary>Reads the runtime's stack traces: lines of <c>at METHOD in PATH:line N</c>.</summary>
internal static class StackReading
{
    private const int MaxFrames = 40;
    private const int MaxMethod = 512;
    private const string At = "at ";
    private const string In = " in ";
    private const string Line = ":line ";
    private const string CandidateRoot = "/src/";
    private const string ChecksRoot = "/checks/";

    // Frames that are there for every check and say nothing about any.
    private static readonly string[] Machinery = ["Xunit.", "InvokeStub_", "System.Reflection.", "System.RuntimeMethodHandle.InvokeMethod(", "CodeRefine.Properties.", "CodeRefine.TestHost.", "NUnit.Framework.", "Microsoft.VisualStudio.TestTools.UnitTesting."];

    /// <param name="traces">Of an exception and its inner ones, outermost first, as xunit has them; the innermost threw first.</param>
    public static FrameReport[] Read(IEnumerable<string?> traces) =>
        [.. traces.Reverse().OfType<string>().SelectMany(Frames).Take(MaxFrames)];

    private static IEnumerable<FrameReport> Frames(string trace)
    {
        foreach (var line in trace.Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith(At, StringComparison.Ordinal) && !Machinery.Any(m => text.AsSpan(At.Length).StartsWith(m, StringComparison.Ordinal)))
            {
                yield return Frame(text[At.Length..]);
            }
        }
    }

    private static FrameReport Frame(string text)
    {
        var place = text.LastIndexOf(In, StringComparison.Ordinal);
        var method = place < 0 ? text : text[..place];
        method = method.Length <= MaxMethod ? method : method[..MaxMethod] + "…";
        if (place < 0)
        {
            return new FrameReport(method, null, 0);
        }

        var file = text[(place + In.Length)..];
        var mark = file.LastIndexOf(Line, StringComparison.Ordinal);
        var path = TreePath(mark < 0 ? file : file[..mark]);
        var number = path is not null && mark >= 0 && int.TryParse(file.AsSpan(mark + Line.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        return new FrameReport(method, path, number);
    }

    private static string? TreePath(string document) =>
        document.StartsWith(CandidateRoot, StringComparison.Ordinal) ? document[CandidateRoot.Length..]
        : document.StartsWith(ChecksRoot, StringComparison.Ordinal) ? document[ChecksRoot.Length..]
        : null;
}
