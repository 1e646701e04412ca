namespace CodeRefine.Roslyn.Tests.Schemata;

/// <summary>Small programs that hold the language's awkward places between them.</summary>
internal static class Programs
{
    public static IReadOnlyList<int> Inputs { get; } = [-3, 0, 1, 2, 5, 12];

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["loops"] = """
            public static class P
            {
                public static string Run(int n)
                {
                    var sum = 0;
                    for (int i = 0, j = n; i < j; i++, j--)
                    {
                        if (i % 3 == 0) continue;
                        sum += i * j;
                    }

                    var k = n;
                    while (k > 0)
                    {
                        if (k == 7) break;
                        k /= 2;
                        sum++;
                    }

                    do { sum -= 1; } while (sum > 100);
                    foreach (var x in new[] { 1, 2, 3 })
                        if (x > n)
                            sum += x;
                        else
                            sum -= x;
                    return sum.ToString() + ":" + k;
                }
            }
            """,
        ["types"] = """
            public static class P
            {
                public static string Run(int n)
                {
                    long big = n * 100000;
                    double half = n / 2;
                    double real = n;
                    byte small = 7;
                    uint unsigned = 3;
                    char letter = 'a';
                    int? maybe = n > 1 ? n : null;
                    decimal money = 10;
                    var mixed = real / 2 + small;
                    var inferred = unsigned & 1;
                    object boxed = n;
                    short narrow = (short)(n + 1);
                    float single = n;
                    string text = "x" + letter + n + real;
                    return $"{big} {half:F1} {mixed} {inferred} {boxed.GetType().Name} {narrow} {single / 3:F3} {text} {Show(n)} {Show(letter)} {maybe ?? -1} {money / 3:F2} {(int)real % 4}";
                }

                private static string Show(int i) => "int" + i;
                private static string Show(double d) => "double" + d;
                private static string Show(char c) => "char" + c;
            }
            """,
        ["scopes"] = """
            public static class P
            {
                public static string Run(int n)
                {
                    if (!int.TryParse(n.ToString(), out var parsed)) return "none";
                    object o = n > 2 ? "text" : (object)n;
                    if (o is string s && s.Length > 3) return s + parsed;
                    if (!(o is int number)) return "other";
                    int late;
                    if (number > 0) late = 1; else late = 2;
                    int other;
                    Set(out other);
                    (int a, int b) pair = (number, late);
                    var (first, second) = pair;
                    string label = number switch { < 0 => "negative", 0 => "zero", int p when p % 2 == 1 => "odd", _ => "even" };
                    switch (late)
                    {
                        case 1 when first > 0:
                            label += "!";
                            goto case 2;
                        case 2:
                            label += "?";
                            break;
                        default:
                            return label;
                    }

                    return label + second + other + pair.a;
                }

                private static void Set(out int x) { x = 4; }
            }
            """,
        ["functions"] = """
            using System;
            using System.Collections.Generic;
            using System.Linq;
            public static class P
            {
                public static string Run(int n)
                {
                    int Factorial(int x) => x <= 1 ? 1 : x * Factorial(x - 1);
                    int Twice(int x)
                    {
                        return x * 2;
                    }

                    Func<int, int> add = x => x + 1;
                    Action<int> nothing = x => Twice(x);
                    var list = Enumerable.Range(0, Math.Max(n, 0)).Where(x => x % 2 == 0).Select(x => x * n).ToList();
                    nothing(3);
                    list.ForEach(x => add(x));
                    var query = from x in list where x > 3 orderby x descending select x - 1;
                    Func<int, Func<int, int>> curried = a => b => a - b;
                    return Factorial(Math.Min(n, 9)) + " " + Twice(add(n)) + " " + string.Join(",", query) + curried(n)(2) + list.Count;
                }
            }
            """,
        ["sequences"] = """
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            public static class P
            {
                public static string Run(int n) => string.Join(",", Numbers(n)) + Later(n).Result + Longer(n).GetAwaiter().GetResult();

                private static IEnumerable<int> Numbers(int n)
                {
                    for (var i = 0; i < n; i++)
                    {
                        if (i == 4) yield break;
                        yield return i * i;
                    }
                }

                private static async Task<int> Later(int n) => await Task.FromResult(n + 1);

                private static async Task<int> Longer(int n)
                {
                    var total = await Later(n) + 1;
                    for (var i = 0; i < 3; i++)
                    {
                        total += await Later(i);
                    }

                    await Task.CompletedTask;
                    return total > 5 ? total : await Later(2);
                }
            }
            """,
        ["structs"] = """
            using System;
            public static class P
            {
                private struct Counter
                {
                    public int Value;
                    public void Add(int n) { Value += n; }
                }

                private readonly struct Point
                {
                    public Point(int x, int y) { X = x; Y = y; }
                    public int X { get; }
                    public int Y { get; }
                    public static Point operator +(Point a, Point b) => new Point(a.X + b.X, a.Y - b.Y);
                }

                public static string Run(int n)
                {
                    var counter = new Counter();
                    counter.Add(n);
                    counter.Value++;
                    var many = new Counter[2];
                    many[1].Add(3);
                    Bump(ref counter.Value);
                    Span<int> span = stackalloc int[3];
                    span[0] = n;
                    span[1] = span[0] + 2;
                    var p = new Point(n, 2) + new Point(1, n);
                    ref var cell = ref many[0];
                    cell.Value = n > 1 ? 4 : 5;
                    var array = new int[,] { { 1, 2 }, { 3, n } };
                    unchecked { counter.Value += int.MaxValue; }
                    return counter.Value + " " + many[0].Value + many[1].Value + span[1] + (p.X - p.Y) + array[1, 1] + checked(n + 1);
                }

                private static void Bump(ref int x) => x += 2;
            }
            """,
        ["members"] = """
            using System.Collections.Generic;
            public record Item(string Name, int Price) { public int Twice => Price * 2; }
            public class Base { protected Base(int start) { Start = start; } public int Start { get; } public virtual int Next() => Start + 1; }
            public class Derived : Base
            {
                private readonly List<Item> items = new List<Item> { new Item("a", 1), new Item("b", 2) };
                private int offset = 2;
                public Derived(int n) : base(n * 2) { offset += n; }
                public int Count { get; set; } = 5;
                public int this[int i] { get { return items[i].Price + offset; } set { offset = value; } }
                public override int Next() => base.Next() + Count;
                public int Total { get { var t = 0; foreach (var item in items) { t += item.Price; } return t; } }
                public string Name(int i) => items.Count > i ? items[i]?.Name ?? "none" : null;
            }
            public static class P
            {
                public static string Run(int n)
                {
                    var d = new Derived(n) { Count = n > 2 ? 7 : 8 };
                    d[0] = n - 1;
                    var item = new Item("c", n) with { Price = n + 3 };
                    var anonymous = new { d.Total, Twice = item.Twice };
                    string text = d.Name(n);
                    return d.Next() + " " + d[1] + " " + anonymous.Total + anonymous.Twice + (text?.ToUpper().Length ?? -1);
                }
            }
            """,
        ["failures"] = """
            using System;
            using System.IO;
            public static class P
            {
                public static string Run(int n)
                {
                    var log = "";
                    try
                    {
                        if (n < 0) throw new ArgumentException("negative");
                        log += 10 / n;
                        using (var reader = new StringReader("abc"))
                            log += reader.ReadLine();
                        using var second = new StringReader("x\ny");
                        lock (log)
                        {
                            log += second.ReadLine();
                        }
                    }
                    catch (DivideByZeroException) when (n == 0)
                    {
                        log += "zero";
                    }
                    catch (ArgumentException e)
                    {
                        return e.Message.Length > 3 ? e.Message : throw new InvalidOperationException();
                    }
                    finally
                    {
                        log += ";";
                    }

                    return Check(n) + log;
                }

                private static string Check(int n)
                {
                    while (true)
                    {
                        n++;
                        if (n > 10) return "big";
                        if (n == 3) break;
                    }

                    return "three";
                }
            }
            """,
        ["data"] = """
            using System;
            using System.Linq.Expressions;
            public static class P
            {
                private const int Limit = 4;
                private static readonly int Start = 2;

                public static string Run(int n)
                {
                    Expression<Func<int, int>> tree = x => x + Limit;
                    const int local = 3;
                    string name = nameof(Run);
                    int[] all = { 1, 2, 3 };
                    int[] few = [n, Start];
                    switch (n)
                    {
                        case Limit: return "limit";
                        case 5: name += "five"; break;
                    }

                    goto done;
                done:
                    return tree.Compile()(n) + name + Named(second: n, first: local) + all[Math.Abs(n) % 3] + few.Length + $"{n + 1:000}" + Optional();
                }

                private static int Named(int first, int second = 2) => first * 10 + second;
                private static int Optional(int x = 6) => x;
            }
            """,
    };
}
