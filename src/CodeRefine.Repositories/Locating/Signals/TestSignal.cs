using CodeRefine.Repositories.Locating.Reading;

namespace CodeRefine.Repositories.Locating.Signals;

/// <summary>Tests tell of what they test: those whose words match the issue, and those that are said to fail, speak for the types that they are named for and refer to.</summary>
internal sealed class TestSignal : ISignal
{
    private const int Most = 15;
    private static readonly string[] endings = ["Tests", "Test", "Specs", "Spec", "Fixture", "Facts", "Should"];

    public string Name => "tests";
    public double Weight => 0.6;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        var named = Named(context).ToList();
        foreach (var test in named)
        {
            foreach (var evidence in From(context.Index, test, 1.0, "fails"))
            {
                yield return evidence;
            }
        }

        var hits = context.MemberHits.Where(h => context.Index.Members[h.Document].File.Role == FileRole.Test).Take(Most).ToList();
        foreach (var hit in hits)
        {
            foreach (var evidence in From(context.Index, context.Index.Members[hit.Document], (named.Count > 0 ? 0.3 : 0.8) * hit.Score / hits[0].Score, "speaks of the same"))
            {
                yield return evidence;
            }
        }
    }

    /// <summary>The methods of the failing tests.</summary>
    public static IEnumerable<IndexedMember> Named(LocateContext context)
    {
        foreach (var name in context.FailingTests)
        {
            var plain = name.Split('(')[0].Trim();
            var last = plain[(plain.LastIndexOf('.') + 1)..];
            if (context.Index.ByName.TryGetValue(last, out var declared))
            {
                foreach (var member in declared.Where(d => d.File.Role == FileRole.Test && (d.Facts.FullName == plain || d.Facts.FullName.EndsWith("." + plain, StringComparison.Ordinal) || plain.EndsWith(d.ShortName, StringComparison.Ordinal))))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>The source types that a test's class is named for.</summary>
    public static IEnumerable<IndexedMember> Paired(RepositoryIndex index, string testType)
    {
        foreach (var ending in endings.Where(e => testType.Length > e.Length && testType.EndsWith(e, StringComparison.Ordinal)))
        {
            if (index.ByName.TryGetValue(testType[..^ending.Length].TrimEnd('_'), out var declared))
            {
                foreach (var type in declared.Where(d => d.Facts.IsType && d.File.Role == FileRole.Source))
                {
                    yield return type;
                }
            }
        }
    }

    private static IEnumerable<Evidence> From(RepositoryIndex index, IndexedMember test, double points, string what)
    {
        var type = test.Facts.IsType ? test.Facts.Name : test.Facts.ContainerName;
        foreach (var source in Paired(index, type))
        {
            yield return new Evidence(source.File, source, points, $"its test {test.ShortName} {what}");
        }

        foreach (var (to, weight) in index.Graph.Edges[test.Number].Where(e => index.Members[e.To].File.Role == FileRole.Source).OrderByDescending(e => e.Weight).ThenBy(e => e.To).Take(12))
        {
            var member = index.Members[to];
            yield return new Evidence(member.File, member, points * 0.5 * Math.Min(1, weight), $"the test {test.ShortName}, which {what}, refers to {member.ShortName}");
        }
    }
}

/// <summary>Lines that failing tests reach more than passing ones do.</summary>
internal sealed class SpectrumSignal : ISignal
{
    public string Name => "spectrum";
    public double Weight => 2.5;

    public IEnumerable<Evidence> Find(LocateContext context)
    {
        foreach (var line in context.Spectrum.Where(s => s.Suspicion > 0).OrderByDescending(s => s.Suspicion).ThenBy(s => s.Path, StringComparer.Ordinal).ThenBy(s => s.Line))
        {
            if (context.Index.Find(line.Path) is { } file)
            {
                yield return new Evidence(file, Members.At(context.Index, file, line.Line), line.Suspicion, FormattableString.Invariant($"failing tests reach line {line.Line} (Ochiai {line.Suspicion:0.00})")) { Line = line.Line };
            }
        }
    }
}
