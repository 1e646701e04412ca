using System.Reflection;
using System.Text.RegularExpressions;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Core;
using CodeRefine.Models.Prompts;

namespace CodeRefine.Agent.Prompts;

/// <summary>The prompt templates: those built in (the <c>.md</c> files beside this one), each replaced by the file of the same name in the user's folder where there is one.</summary>
public sealed partial class PromptLibrary
{
    private readonly string? folder;
    private readonly Dictionary<string, PromptTemplate> parsed = [];
    private readonly Lock gate = new();

    /// <param name="folder">The user's templates, <c>solve.md</c> and the like; null for the built-in ones only.</param>
    /// <exception cref="UserErrorException">The folder is not there.</exception>
    public PromptLibrary(string? folder = null)
    {
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new UserErrorException($"The folder of prompt templates {folder} is not there.");
        }

        this.folder = folder;
    }

    /// <summary>Every template, sorted; those that begin with <c>_</c> are pieces that others include.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith("Prompts/", StringComparison.Ordinal) && n.EndsWith(".md", StringComparison.Ordinal)).Select(n => n["Prompts/".Length..^3]).Order(StringComparer.Ordinal)];

    /// <exception cref="UserErrorException">A template of the user's has a mistake; the message names file and mistake.</exception>
    public PromptTemplate Get(string name)
    {
        lock (gate)
        {
            return parsed.TryGetValue(name, out var template) ? template : parsed[name] = Load(name);
        }
    }

    /// <summary>A built-in template's text, to start one's own from.</summary>
    public static string BuiltIn(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Prompts/{name}.md")
            ?? throw new ArgumentException($"There is no prompt template {name}; there are {string.Join(", ", Names)}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What a template may speak of: a node, but for the question between patches.</summary>
    private static IReadOnlyCollection<string> Known(string name) => name == "choose" ? ChatPatchJudge.Names : NodePrompt.Names;

    private PromptTemplate Load(string name)
    {
        var (text, where) = Read(name);
        return PromptTemplate.Parse(name, Include().Replace(text, match => Read(match.Groups[1].Value).Text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n"), Known(name), where);
    }

    private (string Text, string Where) Read(string name)
    {
        var file = folder is null ? null : Path.Combine(folder, name + ".md");
        if (file is null || !File.Exists(file))
        {
            return Names.Contains(name) ? (BuiltIn(name), $"{name}.md") : throw new UserErrorException($"There is no prompt template {name}; there are {string.Join(", ", Names)}.");
        }

        try
        {
            return (File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The prompt template {file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A line <c>{{&gt;_name}}</c> stands for a piece that several templates share; the piece is part of the template's hash.</summary>
    [GeneratedRegex(@"^\{\{>(_[a-z-]+)\}\}[ \t]*\r?\n", RegexOptions.Multiline)]
    private static partial Regex Include();
}
