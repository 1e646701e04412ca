namespace CodeRefine.Roslyn.Tests.Tracing;

/// <summary>One of each thing that a rewriter may stumble over; <c>Shapes.Run</c> gives one number.</summary>
internal static class Awkward
{
    public const string Source = """
    using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;
    Console.Write(Shapes.Run());
    foreach (var a in args) if (a == "x") goto done;
    done: ;

    public record Point(int X, int Y) { public int Sum => X + Y; public Point Twice() => this with { X = X * 2, Y = Y * 2 }; }
    public readonly struct Small { public readonly int V; public Small(int v) : this(v, 0) { } public Small(int v, int w) { V = v + w; } public static Small operator +(Small a, Small b) => new(a.V + b.V); public static explicit operator int(Small s) => s.V; }
    public abstract class Base { protected Base(int x) => Seen = x; public int Seen { get; private init; } public abstract int F(); public event Action E { add => value(); remove { } } }
    public class Derived : Base { static int made; static Derived() { made = 1; } public Derived(Func<int> f) : base(f()) { } public Derived() : this(() => 5) { } public override int F() => made + Seen; ~Derived() => made--; }
    public static class Shapes
    {
        static int counter;
        private static class CodeRefine { }
        public static int Run()
        {
            Span<int> span = stackalloc int[3];
            span[1] = 4;
            Out(out var o);
            ref var r = ref First(new[] { 7 });
            var q = from p in new[] { new Point(1, 2) } where p.Sum > 0 let t = p.Twice() select t.Sum;
            using var d = new System.IO.StringReader("x");
            using (d) lock (span.ToArray()) checked { counter++; }
            var total = (int)(new Small(1) + new Small(2)) + new Derived().F() + q.Single() + span[1] + o + r + Async().Result + Each().Sum();
            switch (total) { case > 1000: return -1; case 1: case 2: goto default; default: total++; break; }
            try { throw new InvalidOperationException(); } catch (InvalidOperationException) when (Yes()) { total++; } finally { counter = 0; }
            Action<int> many = delegate (int x) { total += x; };
            many(1);
            Func<int, Task<int>> later = async x => { await Task.Yield(); return x; };
            Func<int, Task> nothing = async x => await Task.Delay(0);
            nothing(1).Wait();
            return total + later(2).Result + Generic<int>(3) + (total switch { > 0 => 1, _ => throw new Exception() }) + Overloaded(() => Task.FromResult(1));
            static bool Yes() => true;
        }
        static void Out(out int x) { if (counter == 0) { x = 1; return; } x = 2; }
        static ref int First(int[] a) => ref a[0];
        static T Generic<T>(T t) where T : struct { T Local() => t; return Local(); }
        static int Overloaded(Action a) => 100; static int Overloaded(Func<Task<int>> a) => a().Result;
        static async Task<int> Async() { await foreach (var x in Numbers()) return x; return 0; }
        static async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 11; }
        static IEnumerable<int> Each() { try { yield return 1; yield return 2; } finally { counter++; } }
    }
    """;
}
