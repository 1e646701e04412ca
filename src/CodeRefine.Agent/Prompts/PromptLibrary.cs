using System.Reflection;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Core;
using CodeRefine.Models.Prompts;

namespace CodeRefine.Agent.Prompts;

/// <summary>The prompt templates: those built in (the <c>.md</c> files beside this one), each replaced by the file of the same name in the user's folder where there is one.</summary>
public sealed class PromptLibrary
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

    public static IReadOnlyList<string> Names { get; } = ["choose", "refine", "solve"];

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
        var file = folder is null ? null : Path.Combine(folder, name + ".md");
        if (file is null || !File.Exists(file))
        {
            return PromptTemplate.Parse(name, BuiltIn(name), Known(name), $"{name}.md");
        }

        try
        {
            return PromptTemplate.Parse(name, File.ReadAllText(file), Known(name), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The prompt template {file} cannot be read: {e.Message}", e);
        }
    }
}
