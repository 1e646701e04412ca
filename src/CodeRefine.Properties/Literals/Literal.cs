using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace CodeRefine.Properties.Literals;

/// <summary>Writes a value as C# would, or nearly: bounded in length, depth and time, and safe against values whose own code throws.</summary>
internal sealed class Literal
{
    private const int MaxLength = 2000;
    private const int MaxDepth = 6;
    private readonly StringBuilder text = new();

    public static string Of(object? value)
    {
        var literal = new Literal();
        literal.Write(value, 0);
        return literal.Full ? literal.text.ToString(0, MaxLength) + "…" : literal.text.ToString();
    }

    private bool Full => text.Length > MaxLength;

    private void Write(object? value, int depth)
    {
        if (Full || depth > MaxDepth)
        {
            text.Append('…');
            return;
        }

        if (Simple(value) is { } simple)
        {
            text.Append(simple);
            return;
        }

        switch (value)
        {
            case string s:
                WriteText(s);
                break;
            case IDictionary dictionary:
                WriteItems("{ ", dictionary.Keys, " }", key => WriteEntry(key!, dictionary[key!], depth));
                break;
            case IEnumerable items when value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true || value is Array:
                WriteItems("[", items, "]", item => Write(item, depth + 1));
                break;
            case ITuple tuple:
                WriteItems("(", Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), ")", item => Write(item, depth + 1));
                break;
            default:
                WriteObject(value!, depth);
                break;
        }
    }

    private static string? Simple(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        char c => $"'{Escape(c, '\'')}'",
        int.MinValue => "int.MinValue",
        int.MaxValue => "int.MaxValue",
        long.MinValue => "long.MinValue",
        long.MaxValue => "long.MaxValue",
        long n => Invariant(n) + "L",
        ulong n => Invariant(n) + "UL",
        uint n => Invariant(n) + "u",
        double d => Of(d, "double", d.ToString("R", CultureInfo.InvariantCulture)),
        float f => Of(f, "float", f.ToString("R", CultureInfo.InvariantCulture)),
        decimal m => Invariant(m) + "m",
        Enum e => Enum.IsDefined(e.GetType(), e) ? $"{e.GetType().Name}.{e}" : $"({e.GetType().Name}){e:D}",
        DateTime d => $"DateTime.Parse(\"{d:O}\")",
        DateTimeOffset d => $"DateTimeOffset.Parse(\"{d:O}\")",
        TimeSpan t => $"TimeSpan.Parse(\"{t:c}\")",
        Guid g => $"Guid.Parse(\"{g}\")",
        Type t => $"typeof({t.Name})",
        _ when value.GetType().IsPrimitive || value is Int128 or UInt128 or System.Numerics.BigInteger => Invariant((IFormattable)value),
        _ => null,
    };

    private static string Of(double value, string type, string digits) =>
        double.IsNaN(value) ? type + ".NaN"
        : double.IsPositiveInfinity(value) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(value) ? type + ".NegativeInfinity"
        : type == "float" ? digits + "f"
        : digits.AsSpan().IndexOfAny(".E") < 0 ? digits + ".0" : digits;

    private void WriteText(string value)
    {
        text.Append('"');
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, MaxLength)))
        {
            text.Append(Escape(c, '"'));
        }

        text.Append(value.Length > MaxLength ? "…\"" : "\"");
    }

    private static string Escape(char c, char quote) => c switch
    {
        '\\' => @"\\",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        '\0' => @"\0",
        _ when c == quote => "\\" + c,
        _ when char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };

    private void WriteItems(string open, IEnumerable items, string close, Action<object?> write)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(", ");
            }

            first = false;
            write(item);
            if (Full)
            {
                return;
            }
        }

        text.Append(close);
    }

    private void WriteEntry(object key, object? value, int depth)
    {
        text.Append('[');
        Write(key, depth + 1);
        text.Append("] = ");
        Write(value, depth + 1);
    }

    private void WriteObject(object value, int depth)
    {
        var type = value.GetType();
        var parts = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()?.GetParameters()
            .Select(p => type.GetProperty(p.Name ?? "", BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)).ToList() ?? [];
        if (parts.Count == 0 || parts.Contains(null))
        {
            text.Append(type.Name).Append(" { ").Append(OwnText(value)).Append(" }");
            return;
        }

        text.Append("new ").Append(type.Name);
        WriteItems("(", parts.Select(p => Read(p!, value)), ")", part => Write(part, depth + 1));
    }

    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException?.GetType();
        }
    }

    private static string OwnText(object value)
    {
        try
        {
            var own = value.ToString() ?? "";
            return own.Length > MaxLength ? own[..MaxLength] : own;
        }
        catch (Exception e)
        {
            // The value's own code; its failure is no failure of the property.
            return e.GetType().Name;
        }
    }

    private static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
