using Microsoft.Extensions.AI;

namespace CodeRefine.Models;

/// <summary>What travels beside a call and its answer through the middleware, and is never sent to a server.</summary>
public static class CallTags
{
    private const string Prefix = "coderefine.";
    private const string Template = Prefix + "template", TemplateHash = Prefix + "template-hash", Note = Prefix + "note", Sample = Prefix + "sample";

    /// <summary>Names the template that the prompt was made from, for the journal.</summary>
    public static void TagTemplate(this ChatOptions options, string name, string hash)
    {
        options.AdditionalProperties ??= [];
        options.AdditionalProperties[Template] = name;
        options.AdditionalProperties[TemplateHash] = hash;
    }

    public static (string Name, string Hash) TemplateTag(this ChatOptions? options) => (Text(options?.AdditionalProperties, Template), Text(options?.AdditionalProperties, TemplateHash));

    /// <summary>Numbers the answers to one prompt that are asked for several times, so that a replay gives each its own, whichever comes first.</summary>
    /// <param name="sample">From 0.</param>
    public static void TagSample(this ChatOptions options, int sample) => (options.AdditionalProperties ??= [])[Sample] = sample;

    /// <summary>Null where the caller did not number its calls.</summary>
    public static int? SampleTag(this ChatOptions? options) => options?.AdditionalProperties is { } tags && tags.TryGetValue(Sample, out var value) && value is int sample ? sample : null;

    /// <summary>What a person should know of an answer: that it was stopped at a limit. Null for nothing.</summary>
    public static string? NoteOf(ChatResponseUpdate update) => Text(update.AdditionalProperties, Note) is { Length: > 0 } note ? note : null;

    public static ChatResponseUpdate WithNote(this ChatResponseUpdate update, string? note)
    {
        if (note is not null)
        {
            (update.AdditionalProperties ??= [])[Note] = note;
        }

        return update;
    }

    internal static bool IsOurs(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    private static string Text(AdditionalPropertiesDictionary? tags, string key) => tags is not null && tags.TryGetValue(key, out var value) && value is string text ? text : "";
}
