using System.Collections;
using CodeRefine.Core;
using CodeRefine.Core.Words;

namespace CodeRefine.Cli.Configuration;

/// <summary>Puts files, environment and flags together: the later wins, key by key, and so does the nearer file.</summary>
internal static class ConfigurationReader
{
    private const string Prefix = "CODEREFINE_";

    /// <param name="folder">The task folder; its own file and those of every folder above are read.</param>
    /// <param name="flags">Settings that were typed.</param>
    /// <exception cref="UserErrorException">A key or a value is wrong.</exception>
    public static ResolvedConfiguration Read(string folder, IReadOnlyDictionary<Setting, string> flags, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var values = new Dictionary<string, SettingValue>(StringComparer.Ordinal);
        foreach (var path in FilesAbove(folder).Reverse())
        {
            var kind = Path.GetDirectoryName(path) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) ? SourceKind.TaskFile : SourceKind.File;
            foreach (var (key, value) in ConfigurationFile.Read(path, kind))
            {
                values[key] = value;
            }
        }

        AddVariables(values, environment);
        StrategyOptions.Spread(values);
        AddFlags(values, flags);
        StrategyOptions.Spread(values);
        RefuseOutside(values, folder);
        return new ResolvedConfiguration(values, folder);
    }

    /// <summary>A recorded run's settings once more, with what is typed now in their place; what has to be typed is not taken from the record.</summary>
    public static ResolvedConfiguration Again(string folder, IReadOnlyDictionary<string, SettingValue> recorded, IReadOnlyDictionary<Setting, string> flags)
    {
        var values = recorded.Where(r => Settings.All.FirstOrDefault(s => s.Key == r.Key)?.OnlyTyped.Contains(r.Value.Text) != true).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            (Settings.All.FirstOrDefault(s => s.Key == key)?.Rule ?? (key.StartsWith(Settings.StrategyOptionsPrefix, StringComparison.Ordinal) ? StrategyOptions.RuleFor(key, "run.json") : key.StartsWith(Settings.PricesPrefix, StringComparison.Ordinal) ? Settings.PriceRule : ValueRule.OneOf())).Require(value.Text, $"run.json: {key}");
        }

        AddFlags(values, flags);
        StrategyOptions.Spread(values);
        return new ResolvedConfiguration(values, folder);
    }

    /// <summary>The same configuration with one setting as if it had been typed.</summary>
    public static ResolvedConfiguration With(ResolvedConfiguration configuration, Setting setting, string text)
    {
        var values = configuration.Values.ToDictionary(StringComparer.Ordinal);
        AddFlags(values, new Dictionary<Setting, string> { [setting] = text });
        return new ResolvedConfiguration(values, configuration.Folder);
    }

    public static IEnumerable<KeyValuePair<string, string>> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, (string?)e.Value ?? ""));

    /// <summary>A task may come from anyone: its own file does not choose a place on this machine to write to.</summary>
    private static void RefuseOutside(Dictionary<string, SettingValue> values, string folder)
    {
        if (values.GetValueOrDefault(Settings.State.Key) is { Kind: SourceKind.TaskFile } state
            && Path.GetRelativePath(Path.GetFullPath(folder), state.Text).Split(Path.DirectorySeparatorChar)[0] is ".." or "/")
        {
            throw new UserErrorException($"{state.Source}: {Settings.State.Key}: a file in the task folder may only name a place in it; use {Settings.State.Flag} for elsewhere.");
        }
    }

    private static IEnumerable<string> FilesAbove(string folder)
    {
        for (var at = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)); at is not null; at = Path.GetDirectoryName(at))
        {
            var path = Path.Combine(at, ConfigurationFile.Name);
            if (File.Exists(path))
            {
                yield return path;
            }
        }
    }

    private static void AddFlags(Dictionary<string, SettingValue> values, IReadOnlyDictionary<Setting, string> flags)
    {
        foreach (var (setting, text) in flags)
        {
            setting.Rule.Require(text, setting.Flag!);
            values[setting.Key] = new SettingValue(setting.IsPath ? Path.GetFullPath(text) : text, setting.Flag!, SourceKind.Flag);
        }
    }

    private static void AddVariables(Dictionary<string, SettingValue> values, IEnumerable<KeyValuePair<string, string>> environment)
    {
        foreach (var (name, text) in environment.Where(e => e.Key.StartsWith(Prefix, StringComparison.Ordinal) && e.Value.Length > 0))
        {
            if (Settings.All.FirstOrDefault(s => s.Variable == name) is not { } setting)
            {
                RefuseMistyped(name);
                continue;
            }

            setting.Rule.Require(text, name);
            if (setting.OnlyTyped.Contains(text))
            {
                throw new UserErrorException($"{name}: `{text}` is only taken when it is typed: `{setting.Flag} {text}`.");
            }

            values[setting.Key] = new SettingValue(setting.IsPath ? Path.GetFullPath(text) : text, name, SourceKind.Variable);
        }
    }

    /// <summary>Other programs and other versions may have variables of their own; one that is a letter or two off was meant for us.</summary>
    private static void RefuseMistyped(string name)
    {
        var near = Settings.All.Select(s => s.Variable).Where(v => EditDistance.Between(name, v) <= 2).Order(StringComparer.Ordinal).FirstOrDefault();
        if (near is not null)
        {
            throw new UserErrorException($"The environment variable {name} is unknown; did you mean {near}?");
        }
    }
}
