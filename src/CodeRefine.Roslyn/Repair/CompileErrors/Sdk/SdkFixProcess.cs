using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CodeRefine.SdkFixes.Protocol;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Sdk;

/// <summary>
/// The process that answers for the SDK's fixers: started with the first question, ended with this process, whose end closes its input. An
/// aid: a question that it fails or takes too long over gets no answer, and after a few of these it is asked no more.
/// </summary>
internal sealed class SdkFixProcess
{
    private const string Program = "CodeRefine.SdkFixes.dll";

    /// <summary>The first question waits for the fixers to load too.</summary>
    private const int FirstStretch = 3;

    private const int MostFailures = 3;
    private readonly Lock turn = new();
    private readonly ProcessStartInfo start;
    private readonly TimeProvider time;
    private readonly TimeSpan patience;
    private Process? process;
    private int failures;

    private SdkFixProcess(ProcessStartInfo start, TimeProvider time, TimeSpan patience) => (this.start, this.time, this.patience) = (start, time, patience);

    /// <summary>Null where there is no SDK beside the runtime, it brings no fixers, or our part for them was not built.</summary>
    /// <param name="patience">For one answer.</param>
    public static SdkFixProcess? Find(TimeProvider time, TimeSpan patience)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var program = Path.Combine(AppContext.BaseDirectory, "sdkfixes", Program);
        var muxer = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        if (!File.Exists(program) || !File.Exists(muxer) || FixersOf(Path.Combine(root, "sdk")) is not { } fixers)
        {
            return null;
        }

        var start = new ProcessStartInfo(muxer, [program, fixers])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };

        // Candidates' text goes in there: what else this process was told is none of its business.
        start.Environment.Clear();
        start.Environment["DOTNET_ROOT"] = root;
        return new SdkFixProcess(start, time, patience);
    }

    /// <summary>What is offered; nothing where the process can't be had.</summary>
    public IReadOnlyList<OfferedFix> Ask(FixQuestion question)
    {
        lock (turn)
        {
            if (failures == MostFailures)
            {
                return [];
            }

            try
            {
                var wait = process is null ? FirstStretch * patience : patience;
                process ??= Begin();

                // Its death ends a write and a read alike, which nothing else does for sure.
                using var deadline = time.CreateTimer(static late => End((Process)late!), process, wait, Timeout.InfiniteTimeSpan);
                process.StandardInput.WriteLine(JsonSerializer.Serialize(question, FixJson.Default.FixQuestion));
                process.StandardInput.Flush();
                var line = process.StandardOutput.ReadLine();
                return line is null ? Fail() : JsonSerializer.Deserialize(line, FixJson.Default.FixAnswer)?.Fixes ?? Fail();
            }
            catch (Exception e) when (e is IOException or Win32Exception or JsonException or InvalidOperationException)
            {
                return Fail();
            }
        }
    }

    private Process Begin()
    {
        var begun = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");

        // What fixers complain of is theirs; a full pipe would stop them.
        begun.ErrorDataReceived += static (_, _) => { };
        begun.BeginErrorReadLine();
        return begun;
    }

    private IReadOnlyList<OfferedFix> Fail()
    {
        failures++;
        if (process is not null)
        {
            End(process);
            process.Dispose();
            process = null;
        }

        return [];
    }

    private static void End(Process which)
    {
        try
        {
            which.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was never there, or is disposed of by who heard of its end.
        }
    }

    private static string? FixersOf(string sdks) => !Directory.Exists(sdks) ? null : Directory.EnumerateDirectories(sdks)
        .Where(d => Version.TryParse(Path.GetFileName(d).Split('-')[0], out _))
        .OrderByDescending(d => Version.Parse(Path.GetFileName(d).Split('-')[0]))
        .Select(d => Path.Combine(d, "DotnetTools", "dotnet-format"))
        .FirstOrDefault(d => File.Exists(Path.Combine(d, "Microsoft.CodeAnalysis.CSharp.Features.dll")));
}
