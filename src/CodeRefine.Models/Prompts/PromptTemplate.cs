using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CodeRefine.Core;
using Microsoft.Extensions.AI;

namespace CodeRefine.Models.Prompts;

/// <summary>
/// A prompt as a text file. Lines <c>=== system</c>, <c>=== user</c> and <c>=== assistant</c> begin the messages. <c>{{name}}</c> stands for a value;
/// <c>{{#name}}…{{/name}}</c> is kept where the value is not empty and <c>{{^name}}…{{/name}}</c> where it is. Values are put in once and never read as
/// template, so that code and statements may hold any braces.
/// </summary>
public sealed partial class PromptTemplate
{
    private readonly List<(ChatRole Role, List<Part> Parts)> messages = [];

    private PromptTemplate(string name, string hash) => (Name, Hash) = (name, hash);

    private enum Mark
    {
        Text,
        Value,
        IfAny,
        IfNone,
        End,
    }

    /// <summary>For the journal, for example <c>solve</c>.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the template's text, lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <param name="known">Names that will have values.</param>
    /// <param name="where">File or resource, for messages.</param>
    /// <exception cref="UserErrorException">A name is not known, a section is not closed, or no message begins.</exception>
    public static PromptTemplate Parse(string name, string text, IReadOnlyCollection<string> known, string where)
    {
        text = text.ReplaceLineEndings("\n");
        var template = new PromptTemplate(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        var heads = Head().Matches(text);
        if (heads.Count == 0 || text[..heads[0].Index].Trim().Length > 0)
        {
            throw new UserErrorException($"The prompt template {where} does not begin with a message; its first line must be `=== system` or `=== user`.");
        }

        for (var i = 0; i < heads.Count; i++)
        {
            var start = heads[i].Index + heads[i].Length;
            var body = text[start..(i + 1 < heads.Count ? heads[i + 1].Index : text.Length)].Trim('\n');
            template.messages.Add((new ChatRole(heads[i].Groups[1].Value), Split(body, known.ToFrozenSet(StringComparer.Ordinal), where)));
        }

        return template;
    }

    /// <param name="values">One for each name in the template.</param>
    public IReadOnlyList<ChatMessage> Render(IReadOnlyDictionary<string, string> values) => [.. messages.Select(m => new ChatMessage(m.Role, Fill(m.Parts, values)))];

    private static List<Part> Split(string body, FrozenSet<string> known, string where)
    {
        var parts = new List<Part>();
        var open = new Stack<string>();
        var at = 0;
        foreach (Match match in Tag().Matches(body))
        {
            parts.Add(new Part(Mark.Text, body[at..match.Index]));
            at = match.Index + match.Length;
            var (mark, name) = (match.Groups[1].Value + match.Groups[3].Value, match.Groups[2].Value + match.Groups[4].Value);
            if (!known.Contains(name))
            {
                throw new UserErrorException($"The prompt template {where} uses {{{{{name}}}}}, which is not known; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
            }

            if (mark is "#" or "^")
            {
                open.Push(name);
            }
            else if (mark == "/" && (!open.TryPop(out var begun) || begun != name))
            {
                throw new UserErrorException($"The prompt template {where} closes {{{{/{name}}}}}, which is not the section open there.");
            }

            parts.Add(new Part(mark switch { "#" => Mark.IfAny, "^" => Mark.IfNone, "/" => Mark.End, _ => Mark.Value }, name));
        }

        parts.Add(new Part(Mark.Text, body[at..]));
        return open.Count == 0 ? parts : throw new UserErrorException($"The prompt template {where} does not close {{{{#{open.Peek()}}}}}.");
    }

    private static string Fill(List<Part> parts, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        var hidden = 0;
        foreach (var (mark, name) in parts)
        {
            // Inside a hidden section only its depth counts.
            if (mark == Mark.End)
            {
                hidden = Math.Max(0, hidden - 1);
            }
            else if (mark is Mark.IfAny or Mark.IfNone)
            {
                hidden += hidden > 0 || (values[name].Length == 0) == (mark == Mark.IfAny) ? 1 : 0;
            }
            else if (hidden == 0)
            {
                text.Append(mark == Mark.Text ? name : values[name]);
            }
        }

        return text.ToString();
    }

    // A section's mark that has its line to itself takes the line's end with it.
    [GeneratedRegex(@"(?:(?<=^|\n)\{\{([#^/])([a-z_]+)\}\}(?:\n|$))|\{\{([#^/]?)([a-z_]+)\}\}")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^=== (system|user|assistant)[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex Head();

    private sealed record Part(Mark Mark, string Text);
}
