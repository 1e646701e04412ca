namespace CodeRefine.Evaluation.Suites.Mxeval;

/// <summary>Stands in for CompareNETObjects among the checks: <c>new CompareLogic().Compare(a, b).AreEqual</c>, as the rows use it.</summary>
internal static class CompareLogicShim
{
    /// <summary>Like the library with its usual settings: types must be the same, collections are compared in order, dictionaries by key, objects by public properties and fields.</summary>
    public const string Source = """
        #nullable disable
        using System;
        using System.Collections;
        using System.Linq;
        using System.Reflection;

        internal sealed class ComparisonResult
        {
            public bool AreEqual { get; set; }
            public string DifferencesString { get; set; } = "";
        }

        internal sealed class CompareLogic
        {
            public ComparisonResult Compare(object expected, object actual)
            {
                var difference = Difference(expected, actual, "", 0);
                return new ComparisonResult { AreEqual = difference == null, DifferencesString = difference ?? "" };
            }

            private static string Difference(object a, object b, string path, int depth)
            {
                if (depth > 64) return path + " is nested too deep";
                if (a == null || b == null) return a == b ? null : path + ": one is null";
                if (a.GetType() != b.GetType() && !(a is IEnumerable && b is IEnumerable && !(a is string) && !(b is string)))
                    return path + ": " + a.GetType().Name + " and " + b.GetType().Name;
                if (a is string || a.GetType().IsPrimitive || a.GetType().IsEnum || a is decimal || a is DateTime || a is DateTimeOffset || a is TimeSpan || a is Guid || a is System.Numerics.BigInteger)
                    return a.Equals(b) ? null : path + ": " + a + " and " + b;
                if (a is IDictionary first && b is IDictionary second)
                {
                    if (first.Count != second.Count) return path + ": " + first.Count + " and " + second.Count + " entries";
                    foreach (DictionaryEntry entry in first)
                    {
                        if (!second.Contains(entry.Key)) return path + "[" + entry.Key + "] is missing";
                        var inner = Difference(entry.Value, second[entry.Key], path + "[" + entry.Key + "]", depth + 1);
                        if (inner != null) return inner;
                    }
                    return null;
                }
                if (a is IEnumerable left && b is IEnumerable right)
                {
                    var x = left.Cast<object>().ToList();
                    var y = right.Cast<object>().ToList();
                    if (x.Count != y.Count) return path + ": " + x.Count + " and " + y.Count + " items";
                    for (var i = 0; i < x.Count; i++)
                    {
                        var inner = Difference(x[i], y[i], path + "[" + i + "]", depth + 1);
                        if (inner != null) return inner;
                    }
                    return null;
                }
                foreach (var property in a.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
                {
                    var inner = Difference(property.GetValue(a), property.GetValue(b), path + "." + property.Name, depth + 1);
                    if (inner != null) return inner;
                }
                foreach (var field in a.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
                {
                    var inner = Difference(field.GetValue(a), field.GetValue(b), path + "." + field.Name, depth + 1);
                    if (inner != null) return inner;
                }
                return null;
            }
        }
        """;
}
