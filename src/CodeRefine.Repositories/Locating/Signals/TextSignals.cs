using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>The words in whole files.</summary>
internal sealed class FileTextSignal : ISignal
{
    public string Name => "text";
    public double Weight => 1.0;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        var best = context.FileHits.Where(h => context.Index.Files[h.Document].Role is FileRole.Source or FileRole.Project or FileRole.Other).Select(h => h.Score).DefaultIfEmpty(0).First();
        return context.FileHits.TakeWhile(_ => best > 0).Select(h => new Evidence(context.Index.Files[h.Document], null, Math.Min(1, h.Score / best), $"its words match: {context.Clues.Show(h.Terms, 5)}"));
    }
}

/// <summary>The words in one member: a short one that holds them all says more than a long file.</summary>
internal sealed class MemberTextSignal : ISignal
{
    private const int Most = 60;

    public string Name => "member";
    public double Weight => 0.7;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        var hits = context.MemberHits.Where(h => context.Index.Members[h.Document].File.Role is FileRole.Source).Take(Most).ToList();
        return hits.Select(h => (Hit: h, Member: context.Index.Members[h.Document]))
            .Select(h => new Evidence(h.Member.File, h.Member, h.Hit.Score / hits[0].Score, $"{h.Member.ShortName} matches: {context.Clues.Show(h.Hit.Terms, 4)}"));
    }
}

/// <summary>A message that the issue quotes stands in the code.</summary>
internal sealed class PhraseSignal : ISignal
{
    private const int MostFiles = 5;

    public string Name => "quote";
    public double Weight => 1.0;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        foreach (var phrase in context.Clues.Phrases)
        {
            var files = context.Index.Files.Where(f => f.Role is FileRole.Source or FileRole.Other or FileRole.Project && f.Text.Contains(phrase, StringComparison.OrdinalIgnoreCase)).Take(MostFiles + 1).ToList();
            if (files.Count is > 0 and <= MostFiles)
            {
                foreach (var file in files)
                {
                    var line = 1 + file.Text.AsSpan(0, file.Text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase)).Count('\n');
                    yield return new Evidence(file, Members.At(context.Index, file, line), 1.0 / files.Count, $"holds the quoted text \"{(phrase.Length > 60 ? phrase[..59] + "…" : phrase)}\"") { Line = line };
                }
            }
        }
    }
}

internal static class Members
{
    /// <summary>The innermost declaration at a line.</summary>
    public static IndexedMember? At(RepositoryIndex index, IndexedFile file, int line) =>
        index.MembersOf(file).Where(m => m.Facts.FirstLine <= line && line <= m.Facts.LastLine).MinBy(m => m.Facts.LastLine - m.Facts.FirstLine);
}
