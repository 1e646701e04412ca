using System.Globalization;
using CodeRefine.Core.Problems;
using CodeRefine.Core.Verdicts;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>The soak's task and its candidates: three good ones, each new to every cache, then one that does harm, and so on.</summary>
internal static class SoakCandidates
{
    private const string File = "Subject.cs";

    private static readonly (string Body, VerdictKind Verdict)[] Harmful =
    [
        ("return x + 1;", VerdictKind.CheckFailed),
        ("throw new InvalidOperationException();", VerdictKind.CheckFailed),
        ("Environment.Exit(0); return x;", VerdictKind.Crashed),
        ("return F(x) + F(x + 1);", VerdictKind.Crashed),
        ("new Thread(() => throw new InvalidOperationException()).Start(); Thread.Sleep(-1); return x;", VerdictKind.Crashed),
        ("while (true) { }", VerdictKind.TimedOut),
        ("var all = new List<byte[]>(); while (true) { var b = new byte[1 << 22]; Array.Fill(b, (byte)1); all.Add(b); }", VerdictKind.ResourceExceeded),
        ("var s = new string('x', 1 << 16); while (true) Console.Write(s);", VerdictKind.ResourceExceeded),
        ("while (true) try { new Thread(() => Thread.Sleep(-1)).Start(); } catch (OutOfMemoryException) { Thread.Sleep(5); }", VerdictKind.ResourceExceeded),
        ("for (var n = 0; ; n++) try { File.WriteAllBytes(\"/tmp/f\" + n, new byte[1 << 20]); } catch (IOException) { Thread.Sleep(5); }", VerdictKind.ResourceExceeded),

        // Right answers that leave something behind.
        ("if (fork() == 0) { setsid(); if (fork() == 0) { while (true) pause(); } pause(); } return x;", VerdictKind.Passed),
        ("File.WriteAllText(\"/tmp/left\", \"\"); for (var i = 0; i < 4; i++) new Thread(() => { while (true) { } }).Start(); return x;", VerdictKind.Passed),
    ];

    /// <summary>Its policy allows everything: what is soaked is the sandbox.</summary>
    public static Problem Problem { get; } = new()
    {
        Id = "soak",
        Title = "Soak",
        Statement = "",
        Sources = SourceTree.From((File, Source("return x;", 0))),
        Editable = new Everything(),
        CheckSources = SourceTree.From(("SubjectTests.cs", "using Xunit; public class SubjectTests { [Fact] public void One() => Assert.Equal(1, Subject.F(1)); [Fact] public void Two() => Assert.Equal(2, Subject.F(2)); }")),
        Policy = new ApiPolicy(["N:System"]),
        Limits = new Limits { CheckTime = TimeSpan.FromSeconds(2), TotalTime = TimeSpan.FromSeconds(20), MemoryMegabytes = 192, ScratchMegabytes = 16 },
    };

    /// <summary>The candidate of that number, and the verdict that is right for it.</summary>
    public static (SourceTree Tree, VerdictKind Right) Number(int number)
    {
        var (body, verdict) = number % 4 == 3 ? Harmful[number / 4 % Harmful.Length] : ("return x;", VerdictKind.Passed);
        return (SourceTree.From((File, Source(body, number))), verdict);
    }

    private static string Source(string body, int number) => $$"""
        using System.Runtime.InteropServices;

        public static class Subject
        {
            public const string Number = "{{number.ToString(CultureInfo.InvariantCulture)}}";

            public static int F(int x) { {{body}} }

            [DllImport("libc")] private static extern int fork();
            [DllImport("libc")] private static extern int setsid();
            [DllImport("libc")] private static extern int pause();
        }
        """;

    private sealed class Everything : IEditablePaths
    {
        public bool Allows(string path, out string reason)
        {
            reason = "";
            return true;
        }
    }
}
