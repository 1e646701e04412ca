using Microsoft.Extensions.AI;

namespace CodeRefine.Models;

/// <summary>What travels beside a call and its answer through the middleware, and is never sent to a server.</summary>
public static class CallTags
{
    private const string Prefix = "coderefine.";
    private const string Template = Prefix + "template", TemplateHash = Prefix + "template-hash", Note = Prefix + "note";

    /// <summary>Names the template that the prompt was made from, for the journal.</summary>
    public static void TagTemplate(this ChatOptions options, string name, string hash)
    {
        options.AdditionalProperties ??= [];
        options.AdditionalProperties[Template] = name;
        options.AdditionalProperties[TemplateHash] = hash;
    }

    public static (string Name, string Hash) TemplateTag(this ChatOptions? options) => (Text(options?.AdditionalProperties, Template), Text(options?.AdditionalProperties, TemplateHash));

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
