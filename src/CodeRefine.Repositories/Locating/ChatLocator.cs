using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Models.Prompts;
using CodeRefine.Repositories.Asking;
using Microsoft.Extensions.AI;

namespace CodeRefine.Repositories.Locating;

/// <summary>
/// Locates with a model, in Agentless's steps (arXiv 2407.01489): the tree and what retrieval found → files → their outlines → members → lines; the model
/// may ask tools in between. Deviations: retrieval and map come from <see cref="Locator"/>, one sample each step, and an answer that names nothing that is there
/// leaves what retrieval found. The model only reorders and narrows: a file that it names must exist.
/// </summary>
public sealed partial class ChatLocator(IChatClient client, Locator locator, ToolSet tools, string secret)
{
    private const int MapTokens = 3_000, MostPaths = 400, MostFiles = 5, Questions = 5;

    /// <summary>Rounds of questions in each step. Default 4, from 0.</summary>
    public int Rounds { get; init; } = 4;

    /// <exception cref="CodeRefine.Core.UserErrorException">The issue is empty.</exception>
    public async Task<Location> LocateAsync(LocateRequest request, CancellationToken cancellationToken)
    {
        var found = locator.Locate(request);
        var files = await FilesAsync(request, found, cancellationToken);
        var ordered = Reordered(found, files);
        var members = await MembersAsync(request, ordered, cancellationToken);
        return ordered with { Files = [.. ordered.Files.Select(f => f with { Members = Chosen(f, members) })] };
    }

    private async Task<ImmutableArray<string>> FilesAsync(LocateRequest request, Location found, CancellationToken cancellationToken)
    {
        var paths = locator.Index.Files.Where(f => f.Facts.IsCSharp && f.Role != Reading.FileRole.Test).Select(f => f.Path).Take(MostPaths);
        var material = string.Join("\n\n",
            "Files:\n" + string.Join('\n', paths),
            "Found by search, best first:\n" + string.Join('\n', found.Files.Select(f => $"{f.Path}  ({f.Why.FirstOrDefault()?.Words})")),
            "Map:\n" + RepositoryMap.Of(locator.Index, MapTokens, found.Members.Take(20)).Text);
        var answer = await AskAsync("locate-files", request, material, cancellationToken);
        return [.. Lines(answer).Select(l => l.TrimStart('-', '*', ' ').Trim('`', ' ')).Where(locator.Index.Contains).Distinct(StringComparer.Ordinal).Take(MostFiles)];
    }

    private async Task<ImmutableArray<(string Path, int First, int Last)>> MembersAsync(LocateRequest request, Location location, CancellationToken cancellationToken)
    {
        var outlines = location.Files.Take(MostFiles).Select(f => locator.Index.Find(f.Path)!).Select(f =>
            f.Path + ":\n" + string.Join('\n', locator.Index.MembersOf(f).Select(m => string.Create(CultureInfo.InvariantCulture, $"  {m.Facts.FirstLine}-{m.Facts.LastLine}: {m.Facts.Signature}"))));
        var answer = await AskAsync("locate-lines", request, string.Join("\n\n", outlines), cancellationToken);
        return [.. Span().Matches(answer).Select(m => (
            m.Groups["path"].Value,
            int.Parse(m.Groups["first"].Value, CultureInfo.InvariantCulture),
            int.Parse(m.Groups["last"].Success ? m.Groups["last"].Value : m.Groups["first"].Value, CultureInfo.InvariantCulture)))];
    }

    private async Task<string> AskAsync(string prompt, LocateRequest request, string material, CancellationToken cancellationToken)
    {
        var fence = new DataFence(secret);
        var messages = LocatePrompts.Get(prompt).Render(new Dictionary<string, string>
        {
            ["rule"] = DataFence.Rule,
            ["issue"] = fence.Around(request.Issue.Length > 20_000 ? request.Issue[..20_000] : request.Issue),
            ["failing"] = request.FailingTests.IsEmpty ? "" : fence.Around(string.Join('\n', request.FailingTests)),
            ["material"] = fence.Around(material),
            ["protocol"] = Rounds > 0 ? tools.Protocol : "",
        }).ToList();
        for (var round = 0; ; round++)
        {
            var answer = (await client.GetResponseAsync(messages, cancellationToken: cancellationToken)).Text;
            if (round >= Rounds || await tools.AnswerAsync(answer, Questions, cancellationToken) is not { } answers)
            {
                return answer;
            }

            messages.Add(new ChatMessage(ChatRole.Assistant, answer));
            messages.Add(new ChatMessage(ChatRole.User, answers + (round + 1 == Rounds ? "\n\nThese were the last answers: give the result now." : "")));
        }
    }

    private Location Reordered(Location found, ImmutableArray<string> chosen)
    {
        var known = found.Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        var most = found.Files.Select(f => f.Score).DefaultIfEmpty(0).Max();
        var first = chosen.Select((path, i) =>
        {
            var reason = new Reason("model", Math.Round(1.0 - (0.1 * i), 2), "the model names it");
            return known.TryGetValue(path, out var hit)
                ? hit with { Score = Math.Round(most + 1 - (0.1 * i), 4), Why = hit.Why.Insert(0, reason) }
                : new FileHit(path, locator.Index.Find(path)!.Role, Math.Round(most + 1 - (0.1 * i), 4), [reason], []);
        });
        return found with { Files = [.. first, .. found.Files.Where(f => !chosen.Contains(f.Path))] };
    }

    private ImmutableArray<MemberHit> Chosen(FileHit file, ImmutableArray<(string Path, int First, int Last)> spans)
    {
        var own = spans.Where(s => s.Path == file.Path).ToList();
        if (own.Count == 0 || locator.Index.Find(file.Path) is not { } indexed)
        {
            return file.Members;
        }

        var lines = indexed.Text.Split('\n');
        var named = own.Select(s => (Span: s, Member: Signals.Members.At(locator.Index, indexed, s.First))).Where(s => s.Member is not null).Select(s =>
        {
            var facts = s.Member!.Facts;
            var hits = Enumerable.Range(s.Span.First, Math.Clamp(s.Span.Last - s.Span.First + 1, 0, 3)).Where(l => l <= lines.Length && l <= facts.LastLine).Select(l => new LineHit(l, 1, lines[l - 1].Trim(), "the model names it"));
            return new MemberHit(file.Path, facts.FullName, facts.Kind, facts.Signature, facts.FirstLine, facts.NameLine, facts.LastLine, file.Score, [new Reason("model", 1, "the model names it")], [.. hits]);
        }).DistinctBy(m => m.NameLine).ToList();
        return [.. named, .. file.Members.Where(m => named.All(n => n.NameLine != m.NameLine))];
    }

    private static string[] Lines(string answer) => answer.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^[ \t`*-]*(?<path>[^\s:`]{1,300}):(?<first>\d{1,6})(?:[-–](?<last>\d{1,6}))?", RegexOptions.Multiline)]
    private static partial Regex Span();
}

/// <summary>The prompts, the <c>.md</c> files in Prompts.</summary>
internal static class LocatePrompts
{
    private static readonly string[] names = ["rule", "issue", "failing", "material", "protocol"];

    public static PromptTemplate Get(string name)
    {
        using var stream = typeof(LocatePrompts).Assembly.GetManifestResourceStream($"Prompts/{name}.md")!;
        using var reader = new StreamReader(stream);
        return PromptTemplate.Parse(name, reader.ReadToEnd(), names, $"{name}.md");
    }
}
