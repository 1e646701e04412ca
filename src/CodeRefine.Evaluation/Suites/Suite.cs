using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Suites;

/// <summary>A list of tasks with one name.</summary>
public sealed record Suite
{
    /// <summary>Short, fit for a file's name.</summary>
    public required string Name { get; init; }
    public required ImmutableArray<SuiteTask> Tasks { get; init; }

    /// <summary>For example <c>as shipped</c>.</summary>
    public string Oracle { get; init; } = "";

    /// <summary>What a person should know before a number is believed; a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>SHA-256, in lower-case hexadecimal.</summary>
    public string Hash => hash ??= SuiteHash.Of(Tasks);

    private string? hash;

    /// <summary>Tasks by id and by every other name that is unambiguous.</summary>
    public IReadOnlyDictionary<string, SuiteTask> ByName()
    {
        var names = new Dictionary<string, SuiteTask?>(StringComparer.Ordinal);
        foreach (var (name, task) in Tasks.SelectMany(t => t.Aliases.Select(a => (a, t))))
        {
            names[name] = names.TryGetValue(name, out var other) && other != task ? null : task;
        }

        foreach (var task in Tasks)
        {
            names[task.Id] = task;
        }

        return names.Where(n => n.Value is not null).ToDictionary(n => n.Key, n => n.Value!, StringComparer.Ordinal);
    }
}
