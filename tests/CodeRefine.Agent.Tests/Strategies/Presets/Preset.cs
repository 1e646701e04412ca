using CodeRefine.Agent.Tests.Fakes;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Strategies.Presets;

/// <summary>A scripted run that makes a preset take one of its branches. The model is a script and nothing else.</summary>
internal sealed record Preset(string Strategy, string Branch)
{
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Answers by template.</summary>
    public required IReadOnlyDictionary<string, string[]> Script { get; init; }

    /// <summary>Answers of a student that tries critiques; null where the model is its own.</summary>
    public IReadOnlyDictionary<string, string[]>? Student { get; init; }

    /// <summary>Whether the model is asked for properties too.</summary>
    public bool AsksForChecks { get; init; }

    /// <summary>Words that the visible checks want.</summary>
    public string[] Wanted { get; init; } = ["one", "two"];
    public Func<Stations, Stations> Also { get; init; } = s => s;
    public int Attempts { get; init; } = 10;
    public bool Solved { get; init; } = true;

    public TextWorld World() => new("class Text { }", Wanted) { Also = Also };

    public override string ToString() => $"{Strategy}-{Branch}";
}
