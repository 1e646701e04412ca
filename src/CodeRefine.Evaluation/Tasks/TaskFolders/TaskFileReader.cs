using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks.TaskFolders;

/// <summary>Reads <c>task.yaml</c>; every key has its range, and what is wrong is named with its line.</summary>
internal static partial class TaskFileReader
{
    private const int MostBytes = 64 << 10;

    public static TaskFile Read(string root, string name)
    {
        var file = Path.Combine(root, name);
        if (YamlText.ReadMapping(file, TextFiles.ReadText(root, name, MostBytes)) is not { } mapping)
        {
            return new TaskFile();
        }

        var map = new YamlMap(file, mapping, "", "id", "title", "statement", "sources", "editable", "tests", "properties", "hidden", "framework", "limits", "compile", "allow");
        return new TaskFile
        {
            Id = Id(map),
            Title = map.Text("title"),
            Statement = Statement(map),
            Sources = Globs(map, "sources"),
            Editable = Globs(map, "editable"),
            Tests = Globs(map, "tests"),
            Properties = Globs(map, "properties"),
            Hidden = Globs(map, "hidden"),
            Framework = map.OneOf("framework", "xunit", "xunit.v3") switch
            {
                "xunit.v3" => CheckFramework.XunitV3,
                "xunit" => CheckFramework.XunitV2,
                _ => null,
            },
            Limits = ReadLimits(map.Map("limits", "checkTime", "totalTime", "memory", "cpus", "processes", "scratch", "output")),
            Compile = ReadCompile(map.Map("compile", "langVersion", "nullable", "implicitUsings", "unsafe", "checked", "warningsAsErrors", "defines", "usings")),
            Allow = map.Texts("allow", AllowProblem) ?? [],
        };
    }

    private static string? Id(YamlMap map) => map.Text("id") is not { } id ? null
        : TaskId().IsMatch(id) ? id
        : throw map.ErrorAt("id", $"'id' is a short name of letters, digits, '-', '_' and '.', not '{id}'");

    private static string? Statement(YamlMap map) => map.Text("statement") is not { } path ? null
        : RelativePath.Problem(path) is { } problem ? throw map.ErrorAt("statement", $"the statement's path '{path}' {problem}")
        : path;

    private static PathGlobs? Globs(YamlMap map, string key) => map.Texts(key, PathGlobs.Problem) is { } patterns ? new PathGlobs(patterns) : null;

    private static Limits ReadLimits(YamlMap? map)
    {
        var usual = Limits.Default;
        return map is null ? usual : usual with
        {
            CheckTime = map.Number("checkTime", "s", 0.1, 600) is { } check ? TimeSpan.FromSeconds(check) : usual.CheckTime,
            TotalTime = map.Number("totalTime", "s", 0.1, 3600) is { } total ? TimeSpan.FromSeconds(total) : usual.TotalTime,
            MemoryMegabytes = map.Whole("memory", "MiB", 64, 16_384) ?? usual.MemoryMegabytes,
            Cpus = map.Number("cpus", "", 0.1, 64) ?? usual.Cpus,
            Processes = map.Whole("processes", "", 16, 4096) ?? usual.Processes,
            ScratchMegabytes = map.Whole("scratch", "MiB", 1, 4096) ?? usual.ScratchMegabytes,
            OutputBytes = (int)Math.Round((map.Number("output", "KiB", 1, 65_536) ?? usual.OutputBytes / 1024.0) * 1024),
        };
    }

    private static CompileSettings ReadCompile(YamlMap? map)
    {
        var usual = CompileSettings.Default;
        return map is null ? usual : usual with
        {
            LangVersion = map.Text("langVersion") is not { } version ? usual.LangVersion
                : LanguageVersion().IsMatch(version) ? version
                : throw map.ErrorAt("langVersion", $"'compile.langVersion' is a C# version such as 12 or 14.0, or latest, preview or default, not '{version}'"),
            Nullable = map.OneOf("nullable", "enable", "disable", "warnings", "annotations") ?? usual.Nullable,
            ImplicitUsings = map.Flag("implicitUsings") ?? usual.ImplicitUsings,
            AllowUnsafe = map.Flag("unsafe") ?? usual.AllowUnsafe,
            CheckForOverflow = map.Flag("checked") ?? usual.CheckForOverflow,
            WarningsAsErrors = map.Flag("warningsAsErrors") ?? usual.WarningsAsErrors,
            Defines = [.. usual.Defines, .. map.Texts("defines", d => Define().IsMatch(d) ? null : "is no conditional compilation symbol") ?? []],
            GlobalUsings = map.Texts("usings", u => GlobalUsing().IsMatch(u) ? null : "is no using: write a namespace, 'static N.T' or 'X = N.T'") ?? ImmutableArray<string>.Empty,
        };
    }

    private static string? AllowProblem(string api) => DocumentationId().IsMatch(api) ? null : "is no documentation id: write T:Namespace.Type, M:Namespace.Type.Method or N:Namespace";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    internal static partial Regex TaskId();

    [GeneratedRegex(@"\A(\d{1,2}(\.\d)?|latest|latestMajor|preview|default)\z", RegexOptions.IgnoreCase)]
    internal static partial Regex LanguageVersion();

    [GeneratedRegex(@"\A[A-Za-z_]\w{0,127}\z")]
    internal static partial Regex Define();

    [GeneratedRegex(@"\A(static\s+|[A-Za-z_]\w*\s*=\s*)?[A-Za-z_][\w.<>,\[\]? ]{0,255}\z")]
    internal static partial Regex GlobalUsing();

    [GeneratedRegex(@"\A[NTMPFE]:[A-Za-z_][\w.`#(),@{}\[\]*~]{0,255}\z")]
    private static partial Regex DocumentationId();
}
