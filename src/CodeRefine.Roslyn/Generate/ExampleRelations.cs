using System.Collections.Immutable;

namespace CodeRefine.Roslyn.Generate;

/// <summary>Relations between input and output that hold for every visible example of a method, and that at least two of them speak for.</summary>
internal sealed class ExampleRelations(ImmutableArray<VisibleExample> examples)
{
    private IEnumerable<(object?[] In, object?[] Out)> Lists => examples.Where(e => e.Arguments is [object?[], ..] && e.Expected is object?[]).Select(e => ((object?[])e.Arguments[0]!, (object?[])e.Expected!));

    private IEnumerable<(string In, string Out)> Texts => examples.Where(e => e.Arguments is [string, ..] && e.Expected is string).Select(e => ((string)e.Arguments[0]!, (string)e.Expected!));

    /// <summary>Every result of more than one element ascends, and some input did not.</summary>
    public bool ResultAscends => Holds(Lists.Where(l => l.Out.Length > 1), l => Ascends(l.Out), l => !Ascends(l.In));

    /// <summary>Every result has the elements of its input, in some other order in one at least.</summary>
    public bool KeepsElements => Holds(Lists, l => SameElements(l.In, l.Out), l => l.Out.Length > 1 && !Same(l.In, l.Out));

    /// <summary>Every result's elements are among its input's, and some are left out somewhere.</summary>
    public bool SelectsElements => Holds(Lists, l => Within(l.Out, l.In), l => l.Out.Length > 0 && l.Out.Length < l.In.Length);

    /// <summary>Texts keep their length, whatever it is.</summary>
    public bool KeepsTextLength => Texts.Select(t => t.In.Length).Distinct().Count() > 1 && Holds(Texts, t => t.In.Length == t.Out.Length, t => t.In != t.Out);

    /// <summary>Some example swaps the arguments of another, and the result is the same. That two answers of yes or no agree says little.</summary>
    public bool IsSymmetric => Holds(
        examples.Where(e => e.Arguments.Length == 2 && !Same(e.Arguments[0], e.Arguments[1])).SelectMany(e => examples.Where(o => o.Arguments.Length == 2 && Same(o.Arguments[0], e.Arguments[1]) && Same(o.Arguments[1], e.Arguments[0])), (e, o) => (e, o)),
        p => Same(p.e.Expected, p.o.Expected),
        p => p.e.Expected is not bool);

    /// <summary>What one example gives another one is given, and it stays as it is.</summary>
    public bool IsIdempotent => Holds(
        examples.Where(e => e.Arguments.Length == 1).SelectMany(e => examples.Where(o => o.Arguments.Length == 1 && Same(o.Arguments[0], e.Expected)), (e, o) => (e, o)),
        p => Same(p.o.Expected, p.o.Arguments[0]),
        p => !Same(p.e.Arguments[0], p.e.Expected));

    /// <summary>The same elements in another order give the same.</summary>
    public bool IgnoresOrder => Holds(
        examples.Where(e => e.Arguments is [object?[]]).SelectMany(e => examples.Where(o => o.Arguments is [object?[] other] && SameElements(other, (object?[])e.Arguments[0]!) && !Same(other, e.Arguments[0])), (e, o) => (e, o)),
        p => Same(p.e.Expected, p.o.Expected),
        p => p.e.Expected is not bool);

    /// <summary>No result is below zero, though some argument is.</summary>
    public bool NeverNegative => examples.Length >= 4 && examples.All(e => e.Expected is >= 0m) && examples.Any(e => e.Arguments.Any(IsNegative));

    private static bool IsNegative(object? value) => value is < 0m || value is object?[] many && many.Any(IsNegative);

    /// <summary>It holds for at least two, for all, and says something about one at least.</summary>
    private static bool Holds<T>(IEnumerable<T> cases, Func<T, bool> relation, Func<T, bool> tells) => cases.ToList() is { Count: >= 2 } all && all.TrueForAll(c => relation(c)) && all.Exists(c => tells(c));

    private static bool Ascends(object?[] values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i - 1] is IComparable before && values[i] is { } after && before.GetType() == after.GetType() && (before is string text ? string.CompareOrdinal(text, (string)after) : before.CompareTo(after)) <= 0)
            {
                continue;
            }

            return false;
        }

        return true;
    }

    private static bool SameElements(object?[] a, object?[] b) => a.Length == b.Length && Within(a, b);

    private static bool Within(object?[] part, object?[] whole)
    {
        var rest = whole.ToList();
        return part.All(p => rest.FindIndex(r => Same(r, p)) is >= 0 and var at && RemoveAt(rest, at));
    }

    private static bool RemoveAt(List<object?> list, int at)
    {
        list.RemoveAt(at);
        return true;
    }

    private static bool Same(object? a, object? b) => a is object?[] x && b is object?[] y ? x.Length == y.Length && x.Zip(y).All(p => Same(p.First, p.Second)) : Equals(a, b);
}
