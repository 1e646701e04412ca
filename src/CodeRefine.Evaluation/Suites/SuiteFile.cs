using CodeRefine.Core;
using CodeRefine.Evaluation.Suites.Folders;
using CodeRefine.Evaluation.Tasks.Folders;
using CodeRefine.Evaluation.Tasks.TaskFolders;
using YamlDotNet.RepresentationModel;

namespace CodeRefine.Evaluation.Suites;

/// <summary>
/// A suite file: <c>name</c>, settings for all, and <c>suites</c>, a list of other suites by path, each with settings of its own that win over the file's. Flags of
/// the command line win over both.
/// </summary>
internal static class SuiteFile
{
    private const int MostBytes = 256 << 10;
    private static readonly string[] settingKeys = ["fixEquality", "visible", "usings", "defines", "langVersion", "implicitUsings", "nullable", "checkTime", "totalTime", "memory", "only"];

    public static Suite Load(string path, SuiteOptions typed)
    {
        var full = Path.GetFullPath(path);
        var mapping = YamlText.ReadMapping(full, TextFiles.ReadText(Path.GetDirectoryName(full)!, Path.GetFileName(full), MostBytes)) ?? throw new UserErrorException($"{full} is empty: a suite file holds 'suites', a list of suites.");
        if (!mapping.Children.TryGetValue(new YamlScalarNode("suites"), out var list) || list is not YamlSequenceNode { Children.Count: > 0 } entries)
        {
            throw new UserErrorException($"{full} names no suites: write 'suites:' and under it '- path: …' for each.");
        }

        var map = new YamlMap(full, mapping, "", ["name", "suites", .. settingKeys]);
        var common = Settings(map, SuiteOptions.Default);
        var parts = entries.Children.Select(e => Part(full, e, common, typed)).ToList();
        return new Suite
        {
            Name = map.Text("name") is { } name ? Tasks.Statements.Id(name) : SuiteLoader.NameOf(full),
            Tasks = [.. parts.SelectMany(p => p.Tasks)],
            Oracle = string.Join("; ", parts.Where(p => p.Oracle.Length > 0).Select(p => $"{p.Name}: {p.Oracle}")),
            Notes = [.. parts.SelectMany(p => p.Notes.Select(n => $"{p.Name}: {n}"))],
        };
    }

    private static Suite Part(string file, YamlNode entry, SuiteOptions common, SuiteOptions typed)
    {
        if (entry is not YamlMappingNode mapping)
        {
            throw YamlMap.At(file, entry.Start, "a suite is named by 'path: …', with its settings beside it");
        }

        var map = new YamlMap(file, mapping, "suites.", ["path", .. settingKeys]);
        var path = map.Text("path") ?? throw YamlMap.At(file, entry.Start, "a suite is named by 'path: …'");
        var options = Typed(Settings(map, common), typed);
        var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, path));
        if (target == file)
        {
            throw map.ErrorAt("path", "a suite file does not hold itself");
        }

        return target.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || target.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
            ? throw map.ErrorAt("path", "a suite file holds no suite files: name their suites here")
            : !Directory.Exists(target) && !File.Exists(target) ? throw map.ErrorAt("path", $"there is no suite at {target}")
            : IsOneTask(target) ? new Suite { Name = SuiteLoader.NameOf(target), Tasks = [FolderSuite.Task(target, options)] }
            : SuiteLoader.Load(target, options);
    }

    private static bool IsOneTask(string path) => Directory.Exists(path) && (File.Exists(Path.Combine(path, "task.yaml")) || Directory.Exists(Path.Combine(path, "tests")) || Directory.Exists(Path.Combine(path, ".meta")));

    private static SuiteOptions Settings(YamlMap map, SuiteOptions below) => below with
    {
        FixEquality = map.Flag("fixEquality") ?? below.FixEquality,
        Visible = map.OneOf("visible", "none", "examples", "half", "all") is { } visible ? Enum.Parse<VisibleChecks>(visible, ignoreCase: true) : below.Visible,
        Usings = map.Texts("usings", u => TaskFileReader.GlobalUsing().IsMatch(u) ? null : "is no using") ?? below.Usings,
        Defines = map.Texts("defines", d => TaskFileReader.Define().IsMatch(d) ? null : "is no conditional compilation symbol") ?? below.Defines,
        LangVersion = map.Text("langVersion") is not { } version ? below.LangVersion
            : TaskFileReader.LanguageVersion().IsMatch(version) ? version : throw map.ErrorAt("langVersion", $"'{version}' is no C# version"),
        ImplicitUsings = map.Flag("implicitUsings") ?? below.ImplicitUsings,
        Nullable = map.OneOf("nullable", "enable", "disable", "warnings", "annotations") ?? below.Nullable,
        CheckTime = map.Number("checkTime", "s", 0.1, 600) is { } check ? TimeSpan.FromSeconds(check) : below.CheckTime,
        TotalTime = map.Number("totalTime", "s", 0.1, 3600) is { } total ? TimeSpan.FromSeconds(total) : below.TotalTime,
        MemoryMegabytes = map.Whole("memory", "MiB", 64, 16_384) ?? below.MemoryMegabytes,
        Only = map.Text("only") ?? below.Only,
    };

    private static SuiteOptions Typed(SuiteOptions settings, SuiteOptions typed) => settings with
    {
        FixEquality = settings.FixEquality || typed.FixEquality,
        Visible = typed.Visible ?? settings.Visible,
        LangVersion = typed.LangVersion ?? settings.LangVersion,
        Defines = typed.Defines ?? settings.Defines,
        CheckTime = typed.CheckTime ?? settings.CheckTime,
        TotalTime = typed.TotalTime ?? settings.TotalTime,
        MemoryMegabytes = typed.MemoryMegabytes ?? settings.MemoryMegabytes,
    };
}
