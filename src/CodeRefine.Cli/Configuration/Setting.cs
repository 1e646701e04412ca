namespace CodeRefine.Cli.Configuration;

/// <summary>One thing that can be configured: the same key and the same rules in files, the environment and flags.</summary>
/// <param name="Key">As in <c>coderefine.json</c>; a dot is a level.</param>
/// <param name="Flag">For example <c>--attempts</c>; null where there is none.</param>
/// <param name="ValueName">What help shows for the value.</param>
/// <param name="Description">For help; ends with the default.</param>
/// <param name="Rule">Says whether a value is right.</param>
internal sealed record Setting(string Key, string? Flag, string ValueName, string Description, ValueRule Rule)
{
    /// <summary>For example <c>CODEREFINE_LIMITS_CHECK_TIME</c>.</summary>
    public string Variable { get; } = VariableName(Key);

    /// <summary>A path, which a file gives relative to its own folder.</summary>
    public bool IsPath { get; init; }

    /// <summary>A flag that may be repeated; the values are joined by line ends.</summary>
    public bool IsList { get; init; }

    /// <summary>A flag takes it only when typed: files and the environment may not.</summary>
    public IReadOnlyList<string> OnlyTyped { get; init; } = [];

    public static string VariableName(string key) =>
        "CODEREFINE_" + string.Concat(key.Select((c, i) => c == '.' ? "_" : char.IsUpper(c) && i > 0 ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}

/// <summary>A setting's value and where it came from.</summary>
/// <param name="Source">For people: <c>--attempts</c>, <c>CODEREFINE_ATTEMPTS</c>, or a file's path.</param>
internal sealed record SettingValue(string Text, string Source, SourceKind Kind);

internal enum SourceKind
{
    /// <summary>A file inside the task folder, which may come from anyone.</summary>
    TaskFile,

    /// <summary>A file further up, in the user's own tree.</summary>
    File,
    Variable,
    Flag,
}
