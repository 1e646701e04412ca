using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace CodeRefine.Properties.Tests;

public enum Colour { Red, Green, Blue }

public sealed record Point(int X, int Y);

public readonly record struct Money(decimal Amount, string Currency);

/// <summary>A recursive type: no values can be made of it without help.</summary>
public sealed record Tree(int Value, Tree? Left);

public static class Evens
{
    public static Gen<int> Even { get; } = Gen.Choose(0, 1000).Select(n => n * 2);
    public static Arbitrary<ImmutableList<int>> Lists() => Arb.From(Gen.Constant(ImmutableList.Create(1, 2)));
}

/// <summary>Bodies for the tests to run: none is a test itself.</summary>
internal static class Bodies
{
    public static bool SumIsSmall(int a, int b) => a + b < 50;
    public static bool IsSorted(List<int> xs) => xs.Zip(xs.Skip(1)).All(p => p.First <= p.Second);
    public static void SortsInPlace(int[] xs)
    {
        Array.Sort(xs);
        Assert.True(xs.Length < 3);
    }

    public static void Throws([Range(1, 9)] int n) => throw new InvalidOperationException($"no {n}");
    public static bool InRange([Range(-5, 300)] int n, [Range(0, 255)] byte b, [Range(-1.5, 2.5)] double d, [Range(0, 10)] int[] xs, [Range(long.MinValue, long.MaxValue)] long all, [Range(1, 2)] decimal m) =>
        n is >= -5 and <= 300 && b <= 255 && d is >= -1.5 and <= 2.5 && xs.All(x => x is >= 0 and <= 10) && all <= long.MaxValue && m is >= 1 and <= 2;
    public static bool BigInRange([Range(100, 5000)] int n) => n < 1234;
    public static bool Lengths([Length(2, 4)] int[] xs, [Length(1, 3)] string s, [Length(3, 3)] List<List<int>> nested, [Length(2, 5)] HashSet<int> set) =>
        xs.Length is >= 2 and <= 4 && s.Length is >= 1 and <= 3 && nested.Count == 3 && set.Count is >= 1 and <= 5;
    public static bool ShrinksWithinBounds([Length(2, 6), Range(10, 99)] int[] xs) => xs.Length < 2;
    public static bool Choices([OneOf(3, 5, 7)] int n, [OneOf("a", "b")] string[] words, [Chars("xyz")] string s, [Chars("xyz")] char c) =>
        n is 3 or 5 or 7 && words.All(w => w is "a" or "b") && s.All(ch => "xyz".Contains(ch)) && "xyz".Contains(c);
    public static bool Sized([Size(3)] int n, [Size(3)] int[] xs) => Math.Abs(n) <= 3 && xs.Length <= 3;
    public static bool Custom([Generator(typeof(Evens))] int n, [Generator(typeof(Evens), Member = "Lists")] ImmutableList<int> xs) => n % 2 == 0 && xs.Count == 2;
    public static bool EveryType(string s, char c, bool b, sbyte i8, ushort u16, uint u32, ulong u64, float f, double d, decimal m, Colour colour, Point point, Money money, (int, string) pair, int? maybe, DateTime when, TimeSpan span, Guid id,
        Dictionary<string, int> map, HashSet<char> set, Queue<int> queue, Stack<int> stack, ImmutableArray<int> array, IEnumerable<int> seq, IReadOnlyList<string> words, int[][] jagged, KeyValuePair<int, string> entry) =>
        s is not null && Enum.IsDefined(colour) && point is not null && money.Currency is not null && pair.Item2 is not null && map is not null && set is not null && queue is not null && stack is not null && !array.IsDefault && seq is not null && words.All(w => w is not null) && jagged.All(j => j is not null) && (b || !b) && c >= 0 && i8 <= 127 && u16 >= 0 && u32 >= 0 && u64 >= 0 && (f >= 0 || f < 0 || float.IsNaN(f)) && (d >= 0 || d < 0 || double.IsNaN(d)) && (m >= 0 || m < 0) && (maybe is null || maybe >= int.MinValue) && when.Year > 0 && span.Ticks >= long.MinValue && id.ToString().Length == 36 && entry.Key >= int.MinValue;
    public static void Narrow(int n) => Assume.That(n == 1_000_000);
    public static bool Halves(int n)
    {
        Assume.That(n % 2 == 0);
        return n % 2 == 0;
    }

    public static async Task<bool> Waits(int n)
    {
        await Task.Yield();
        return n < 30;
    }

    public static async ValueTask WaitsAndThrows(int n)
    {
        await Task.Yield();
        Assert.InRange(n, int.MinValue, 20);
    }

    public static void Recursive(Tree tree) => Assert.NotNull(tree);
    public static void NoGenerator(IDisposable it) => Assert.NotNull(it);
    public static void WrongRange([Range(5, 1)] int n) => Assert.NotEqual(0, n);
    public static int WrongReturn(int n) => n;
    public static bool Doubles(double d) => !double.IsNaN(d);
    public static bool FewKeys([Range(0, 9)] Dictionary<int, string> map) => map.Count < 2;
    public static bool FewInSet([Chars("abcdef")] HashSet<char> set) => set.Count < 2;
    public static bool FewOnStack(Stack<int> stack) => stack.Count < 2;
    public static bool FewInArray(ImmutableArray<int> array) => array.Length < 2;
    public static bool Near(Point point) => point.Y < 5;
    public static bool Short(string s) => s.Length < 3;
    public static bool NotBlue(Colour colour) => colour != Colour.Blue;
    public static bool Missing(int? n) => n is not null;
}
