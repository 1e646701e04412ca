using CodeRefine.Repositories.Locating.Issues;

namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>Files that the issue names, by path, link or name.</summary>
internal sealed class PathSignal : ISignal
{
    private const int MostFiles = 4;

    public string Name => "path";
    public double Weight => 1.8;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        foreach (var path in context.Clues.Paths)
        {
            var files = Resolve(context.Index, path.Path);
            foreach (var file in files.Count <= MostFiles ? files : [])
            {
                var member = path.Line is { } line ? Members.At(context.Index, file, line) : null;
                yield return new Evidence(file, member, 1.0 / files.Count, $"the issue names {path.Path}{(path.Line is { } l ? $", line {l}" : "")}") { Line = path.Line };
            }
        }
    }

    /// <summary>Whichever files end in the longest end of the path that any file has: <c>C:\agent\src\A\B.cs</c> and <c>…/blob/main/src/A/B.cs</c> are <c>src/A/B.cs</c>.</summary>
    public static IReadOnlyList<IndexedFile> Resolve(RepositoryIndex index, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var best = 0;
        var found = new List<IndexedFile>();
        foreach (var file in index.Files)
        {
            var own = file.Path.Split('/');
            var same = 0;
            while (same < Math.Min(own.Length, parts.Length) && string.Equals(own[^(same + 1)], parts[^(same + 1)], StringComparison.OrdinalIgnoreCase))
            {
                same++;
            }

            if (same > best)
            {
                best = same;
                found.Clear();
            }

            if (same > 0 && same == best)
            {
                found.Add(file);
            }
        }

        return found;
    }
}

/// <summary>Frames of a stack trace, the innermost the strongest.</summary>
internal sealed class TraceSignal : ISignal
{
    private const double Fading = 0.8;

    public string Name => "trace";
    public double Weight => 1.5;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        var points = 1.0;
        foreach (var frame in context.Clues.Frames)
        {
            var found = Find(context.Index, frame).ToList();
            foreach (var evidence in found)
            {
                yield return evidence with { Points = points / found.Count };
            }

            points *= found.Count > 0 ? Fading : 1;
        }
    }

    private static IEnumerable<Evidence> Find(RepositoryIndex index, TraceFrame frame)
    {
        var words = $"the stack trace passes {string.Join('.', frame.Names.TakeLast(2))}";
        if (frame.Path is { } path && PathSignal.Resolve(index, path) is [var file])
        {
            return [new Evidence(file, frame.Line is { } l ? Members.At(index, file, l) : null, 1, words + (frame.Line is { } n ? $" at line {n}" : "")) { Line = frame.Line }];
        }

        if (frame.Names is not [.., var type, var method])
        {
            return [];
        }

        // A compiler's own names: <Method>d__3.MoveNext, .ctor.
        var name = method is "ctor" or "cctor" ? type : method;
        return index.ByName.TryGetValue(name, out var declared)
            ? declared.Where(d => d.Facts.ContainerName == type && !d.Facts.IsType).Select(d => new Evidence(d.File, d, 1, words))
            : [];
    }
}
