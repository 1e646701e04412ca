namespace CodeRefine.Roslyn.Generate;

/// <summary>Members that generated checks may call; they stand in the same class. Kept to C# 6, as candidates may be.</summary>
public static class CheckHelpers
{
    public const string Source = """
            private static bool Same(object a, object b)
            {
                if (a is double && b is double) { double x = (double)a, y = (double)b; return x.Equals(y) || global::System.Math.Abs(x - y) <= 1e-9 * global::System.Math.Max(1.0, global::System.Math.Max(global::System.Math.Abs(x), global::System.Math.Abs(y))); }
                if (a is string || b is string || !(a is global::System.Collections.IEnumerable) || !(b is global::System.Collections.IEnumerable)) return object.Equals(a, b);
                var left = Items(a);
                var right = Items(b);
                if (left.Count != right.Count) return false;
                for (var i = 0; i < left.Count; i++) if (!Same(left[i], right[i])) return false;
                return true;
            }

            private static bool SameElements(object a, object b)
            {
                var left = Items(a);
                var right = Items(b);
                if (left.Count != right.Count) return false;
                return Within(left, right);
            }

            private static bool Within(object part, object whole)
            {
                var rest = Items(whole);
                foreach (var item in Items(part))
                {
                    var at = rest.FindIndex(r => Same(r, item));
                    if (at < 0) return false;
                    rest.RemoveAt(at);
                }
                return true;
            }

            private static bool Ascends<T>(global::System.Collections.Generic.IEnumerable<T> values)
            {
                var items = global::System.Linq.Enumerable.ToList(values);
                for (var i = 1; i < items.Count; i++) if (global::System.Collections.Generic.Comparer<T>.Default.Compare(items[i - 1], items[i]) > 0) return false;
                return true;
            }

            private static global::System.Collections.Generic.List<object> Items(object values)
            {
                var items = new global::System.Collections.Generic.List<object>();
                foreach (var item in (global::System.Collections.IEnumerable)values) items.Add(item);
                return items;
            }

            // How sound programs turn an input down.
            private static bool Refuses(global::System.Exception e)
            {
                return e is global::System.ArgumentException || e is global::System.FormatException || e is global::System.OverflowException || e is global::System.InvalidOperationException || e is global::System.NotSupportedException;
            }
        """;
}
