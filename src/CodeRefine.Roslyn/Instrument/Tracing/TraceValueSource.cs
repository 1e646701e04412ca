namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>The part of the probes' code that shows values as C#-like text: bounded, by fields and the runtime's own collections, without running any of the candidate's code.</summary>
internal static class TraceValueSource
{
    /// <summary>Members of the class <see cref="TraceSource"/> writes; <c>Of</c> is what that calls.</summary>
    public const string Text = """
                private static string Of<T>(T value)
                {
                    if (typeof(T) == typeof(int)) return Number((int)(object)value);
                    if (typeof(T) == typeof(bool)) return (bool)(object)value ? "true" : "false";
                    try
                    {
                        global::System.Text.StringBuilder text = new global::System.Text.StringBuilder();
                        Show(text, value, 0);
                        return text.Length <= 96 ? text.ToString() : text.ToString(0, 95) + "\u2026";
                    }
                    catch (global::System.Exception)
                    {
                        return "?";
                    }
                }

                private static string Number(long value) { return value.ToString(global::System.Globalization.CultureInfo.InvariantCulture); }

                private static void Show(global::System.Text.StringBuilder text, object value, int depth)
                {
                    if (text.Length > 96) return;
                    if (value == null) { text.Append("null"); return; }
                    if (value is string) { Quote(text, (string)value, '"'); return; }
                    if (value is char) { Quote(text, value.ToString(), '\''); return; }
                    if (value is bool) { text.Append((bool)value ? "true" : "false"); return; }
                    global::System.Type type = value.GetType();
                    if (type.IsEnum) { text.Append(Name(type)).Append('.').Append(value.ToString()); return; }
                    if (IsOurs(type) && Plain(text, value, type)) return;
                    if (IsOurs(type) && depth < 3 && Items(text, value, type, depth)) return;
                    if (value is global::System.Delegate || value is global::System.Type || value is global::System.Reflection.MemberInfo || depth >= 2) { text.Append(Name(type)); return; }
                    if (value is global::System.Exception) { Fault(text, value, type); return; }
                    if (IsOurs(type) && !type.IsValueType && !IsTuple(type)) { text.Append(Name(type)); return; }
                    Fields(text, value, type, depth);
                }

                // Types of the runtime run no code of the candidate's when they are asked for their text.
                private static readonly global::System.Collections.Generic.Dictionary<global::System.Reflection.Assembly, bool> ours = new global::System.Collections.Generic.Dictionary<global::System.Reflection.Assembly, bool>();

                private static bool IsOurs(global::System.Type type)
                {
                    if (type.Assembly == typeof(object).Assembly) return true;
                    lock (ours)
                    {
                        bool known;
                        if (!ours.TryGetValue(type.Assembly, out known)) ours[type.Assembly] = known = type.Assembly.GetName().Name.StartsWith("System.", global::System.StringComparison.Ordinal);
                        return known;
                    }
                }

                private static bool IsTuple(global::System.Type type) { return type.FullName != null && (type.FullName.StartsWith("System.Tuple`", global::System.StringComparison.Ordinal) || type.FullName.StartsWith("System.Collections.Generic.KeyValuePair`", global::System.StringComparison.Ordinal)); }

                private static bool Plain(global::System.Text.StringBuilder text, object value, global::System.Type type)
                {
                    if (value is double || value is float)
                    {
                        text.Append(((global::System.IFormattable)value).ToString("R", global::System.Globalization.CultureInfo.InvariantCulture));
                        return true;
                    }
                    if (type.FullName == "System.Numerics.BigInteger")
                    {
                        global::System.Numerics.BigInteger big = (global::System.Numerics.BigInteger)value;
                        text.Append(big.ToByteArray().Length > 64 ? "a number of " + Number(big.ToByteArray().Length) + " bytes" : big.ToString(global::System.Globalization.CultureInfo.InvariantCulture));
                        return true;
                    }
                    if (value is global::System.Text.StringBuilder)
                    {
                        global::System.Text.StringBuilder builder = (global::System.Text.StringBuilder)value;
                        Quote(text, builder.ToString(0, global::System.Math.Min(builder.Length, 48)) + (builder.Length > 48 ? "\u2026" : ""), '"');
                        return true;
                    }
                    if (type.IsValueType && !type.IsGenericType)
                    {
                        global::System.IFormattable formattable = value as global::System.IFormattable;
                        foreach (char c in formattable != null ? formattable.ToString(null, global::System.Globalization.CultureInfo.InvariantCulture) : value.ToString()) text.Append(char.IsControl(c) ? ' ' : c);
                        return true;
                    }
                    return false;
                }

                private static bool Items(global::System.Text.StringBuilder text, object value, global::System.Type type, int depth)
                {
                    global::System.Array array = value as global::System.Array;
                    if (array != null && array.Rank > 1)
                    {
                        text.Append(Name(type.GetElementType())).Append('[').Append(Number(array.GetLength(0)));
                        for (int d = 1; d < array.Rank; d++) text.Append(',').Append(Number(array.GetLength(d)));
                        text.Append(']');
                    }
                    else if (array == null && !IsCollection(type)) return false;
                    int shown = 0;
                    long total = array != null ? array.LongLength : Count(value);
                    text.Append(array != null && array.Rank > 1 ? " {" : "[");
                    foreach (object item in (global::System.Collections.IEnumerable)value)
                    {
                        if (shown > 0) text.Append(", ");
                        if (shown == 10 || text.Length > 80) { text.Append("\u2026 ").Append(Number(total)).Append(" in all"); break; }
                        if (item is global::System.Collections.DictionaryEntry) { Pair(text, ((global::System.Collections.DictionaryEntry)item).Key, ((global::System.Collections.DictionaryEntry)item).Value, depth); }
                        else Show(text, item, depth + 1);
                        shown++;
                    }
                    text.Append(array != null && array.Rank > 1 ? '}' : ']');
                    return true;
                }

                private static bool IsCollection(global::System.Type type)
                {
                    if (!type.IsGenericType) return type == typeof(global::System.Collections.ArrayList) || type == typeof(global::System.Collections.BitArray);
                    switch (type.GetGenericTypeDefinition().FullName)
                    {
                        case "System.Collections.Generic.List`1":
                        case "System.Collections.Generic.Dictionary`2":
                        case "System.Collections.Generic.SortedDictionary`2":
                        case "System.Collections.Generic.SortedList`2":
                        case "System.Collections.Generic.HashSet`1":
                        case "System.Collections.Generic.SortedSet`1":
                        case "System.Collections.Generic.Queue`1":
                        case "System.Collections.Generic.Stack`1":
                        case "System.Collections.Generic.LinkedList`1":
                        case "System.Collections.Generic.Dictionary`2+KeyCollection":
                        case "System.Collections.Generic.Dictionary`2+ValueCollection":
                        case "System.Collections.Immutable.ImmutableArray`1":
                        case "System.Collections.Immutable.ImmutableList`1":
                        case "System.Collections.Immutable.ImmutableDictionary`2":
                        case "System.Collections.Immutable.ImmutableHashSet`1":
                            return true;
                        default:
                            return false;
                    }
                }

                private static long Count(object value)
                {
                    global::System.Reflection.PropertyInfo count = value.GetType().GetProperty("Count");
                    if (count == null) count = value.GetType().GetProperty("Length");
                    object number = count == null ? null : count.GetValue(value, null);
                    return number is int ? (int)number : 0;
                }

                private static void Pair(global::System.Text.StringBuilder text, object key, object value, int depth)
                {
                    Show(text, key, depth + 1);
                    text.Append(": ");
                    Show(text, value, depth + 1);
                }

                private static void Fault(global::System.Text.StringBuilder text, object value, global::System.Type type)
                {
                    global::System.Reflection.FieldInfo field = typeof(global::System.Exception).GetField("_message", global::System.Reflection.BindingFlags.Instance | global::System.Reflection.BindingFlags.NonPublic);
                    text.Append(Name(type)).Append('(');
                    Show(text, field == null ? null : field.GetValue(value), 2);
                    text.Append(')');
                }

                private static void Fields(global::System.Text.StringBuilder text, object value, global::System.Type type, int depth)
                {
                    bool tuple = type.FullName != null && type.FullName.StartsWith("System.ValueTuple`", global::System.StringComparison.Ordinal);
                    bool pair = type.FullName != null && type.FullName.StartsWith("System.Collections.Generic.KeyValuePair`", global::System.StringComparison.Ordinal);
                    if (!tuple && !pair) text.Append(Name(type)).Append(' ');
                    text.Append(tuple ? '(' : pair ? '[' : '{');
                    int shown = 0;
                    for (global::System.Type t = type; t != null && t != typeof(object) && t != typeof(global::System.ValueType); t = t.BaseType)
                    {
                        foreach (global::System.Reflection.FieldInfo field in t.GetFields(global::System.Reflection.BindingFlags.Instance | global::System.Reflection.BindingFlags.Public | global::System.Reflection.BindingFlags.NonPublic | global::System.Reflection.BindingFlags.DeclaredOnly))
                        {
                            if (field.FieldType.IsPointer || field.FieldType.IsByRef || field.FieldType.IsByRefLike) continue;
                            if (shown > 0) text.Append(pair ? ": " : ", ");
                            if (shown == 6 || text.Length > 80) { text.Append('\u2026'); t = typeof(object); break; }
                            if (!tuple && !pair) text.Append(shown == 0 ? " " : "").Append(Own(field.Name)).Append(" = ");
                            Show(text, field.GetValue(value), depth + 1);
                            shown++;
                        }
                        if (t == typeof(object)) break;
                    }
                    text.Append(tuple ? ")" : pair ? "]" : shown > 0 ? " }" : "}");
                }

                // A property's name, out of that of its field.
                private static string Own(string field)
                {
                    int end = field.IndexOf(">k__BackingField", global::System.StringComparison.Ordinal);
                    return end > 1 ? field.Substring(1, end - 1) : field;
                }

                private static string Name(global::System.Type type)
                {
                    if (type.IsArray) return Name(type.GetElementType()) + "[]";
                    int end = type.Name.IndexOf('`');
                    if (end < 0) return type.Name;
                    string name = type.Name.Substring(0, end) + "<";
                    global::System.Type[] own = type.GetGenericArguments();
                    for (int i = 0; i < own.Length && name.Length < 40; i++) name += (i > 0 ? ", " : "") + Name(own[i]);
                    return name + ">";
                }

                private static void Quote(global::System.Text.StringBuilder text, string value, char quote)
                {
                    text.Append(quote);
                    for (int i = 0; i < value.Length && i < 60; i++)
                    {
                        char c = value[i];
                        if (c == quote || c == '\\') text.Append('\\').Append(c);
                        else if (c == '\n') text.Append("\\n");
                        else if (c == '\r') text.Append("\\r");
                        else if (c == '\t') text.Append("\\t");
                        else if (c == '\0') text.Append("\\0");
                        else if (char.IsControl(c) || char.IsSurrogate(c) || c == '\u2028' || c == '\u2029') text.Append("\\u").Append(((int)c).ToString("x4", global::System.Globalization.CultureInfo.InvariantCulture));
                        else text.Append(c);
                    }
                    if (value.Length > 60) text.Append("\u2026 ").Append(Number(value.Length)).Append(" characters");
                    text.Append(quote);
                }
        """;
}
