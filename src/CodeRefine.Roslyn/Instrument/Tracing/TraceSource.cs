using System.Globalization;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>
/// The code that tracing probes call, compiled into the candidate; it keeps to C# 6. It runs none of the candidate's code: objects are shown by their fields, never by their
/// <c>ToString</c>, and only the runtime's own collections are walked. Nothing here throws, and all that it keeps is bounded.
/// </summary>
internal static class TraceSource
{
    public const string Document = "Trace.g.cs";

    /// <summary>What inserted calls begin with.</summary>
    public const string Call = "global::CodeRefine.Instrumentation.Tracer.";

    /// <summary>Steps kept of the beginning and of the end.</summary>
    public const int Head = 120, Tail = 200;

    /// <summary>Rounds of a loop kept of the beginning and of the end.</summary>
    public const int Rounds = 3;

    /// <summary>Steps after which nothing is recorded any more, though the code runs on. A count and no time, so that the same run gives the same trace.</summary>
    private const long Most = 1_000_000;

    /// <summary>Rounds and entries recorded at the beginning and at the end of a check that is known not to end.</summary>
    private const long Edge = 2_000;

    /// <param name="loops">Loops in the whole candidate.</param>
    /// <param name="variables">Of the function that has most.</param>
    /// <param name="hangs">The check is stopped by its step budget: what lies in the middle is only counted, so that it comes to its end soon.</param>
    public static string Text(int loops, int variables, bool hangs) => $$"""
        namespace CodeRefine.Instrumentation
        {
            internal static class Tracer
            {
                internal sealed class Frame
                {
                    public int Id;
                    public int Function;
                    public int Depth;
                    public string[] Values;
                }

                private sealed class Event
                {
                    public char Kind;
                    public Frame Frame;
                    public int Site;
                    public string Value;
                    public global::System.Collections.Generic.List<string> Changed;
                }

                private sealed class Loop
                {
                    public Frame Frame;
                    public long Rounds;
                    public readonly string[][] First = new string[{{Number(Rounds)}}][];
                    public readonly string[][] Last = new string[{{Number(Rounds)}}][];
                }

                private const int MostText = 100000;
                private static readonly object gate = new object();
                private static readonly global::System.Collections.Generic.List<Event> head = new global::System.Collections.Generic.List<Event>();
                private static readonly Event[] tail = new Event[{{Number(Tail)}}];
                private static readonly Loop[] loops = new Loop[{{Number(loops)}}];
                private static long count;
                private static int frames;
                private static int lastLoop;
                private static Event current;
                private static bool cut;
                private static long passed;

                // Far from both ends of what can't end by itself.
                private static bool Quiet { get { return {{(hangs ? $"Probe.Steps > {Number(Edge)}L && Probe.Steps < Probe.StepLimit - {Number(Edge)}L" : "false")}}; } }

                public static void Reset()
                {
                    lock (gate)
                    {
                        head.Clear();
                        global::System.Array.Clear(tail, 0, tail.Length);
                        global::System.Array.Clear(loops, 0, loops.Length);
                        count = 0;
                        frames = 0;
                        lastLoop = -1;
                        current = null;
                        cut = false;
                        passed = 0;
                    }
                }

                // A function begins; inside is 1 where the call is counted already.
                public static Frame Enter(int function, int inside)
                {
                    Frame frame = new Frame();
                    frame.Function = function;
                    frame.Depth = Probe.Depth() - inside;
                    frame.Values = new string[{{Number(variables)}}];
                    lock (gate)
                    {
                        frame.Id = ++frames;
                        Add('E', frame, function, null);
                    }
                    return frame;
                }

                // A statement is about to run.
                public static void At(Frame frame, int site) { lock (gate) { Add('S', frame, site, null); } }

                // A condition was decided.
                public static bool Yes(Frame frame, int site) { lock (gate) { Add('Y', frame, site, null); } return true; }
                public static bool No(Frame frame, int site) { lock (gate) { Add('N', frame, site, null); } return true; }

                // An arm of a switch expression was chosen.
                public static bool Arm(Frame frame, int site) { lock (gate) { Add('A', frame, site, null); } return true; }

                // A function ends with a value, or at its last brace.
                public static T Return<T>(Frame frame, int site, T value)
                {
                    if (!cut && !Quiet)
                    {
                        string shown = Of(value);
                        lock (gate) { Add('R', frame, site, shown); }
                    }
                    return value;
                }
                public static void End(Frame frame, int site) { lock (gate) { Add('Z', frame, site, null); } }

                // A variable's value at the step that was added last.
                public static void V<T>(Frame frame, int variable, T value)
                {
                    if (cut || Quiet) return;
                    string shown = Of(value);
                    lock (gate)
                    {
                        string before = frame.Values[variable];
                        if (before != null && string.Equals(before, shown, global::System.StringComparison.Ordinal)) return;
                        frame.Values[variable] = shown;
                        if (current == null || current.Frame != frame) return;
                        if (current.Changed == null) current.Changed = new global::System.Collections.Generic.List<string>();
                        current.Changed.Add(Number(variable) + "=" + shown);
                    }
                }

                // A loop begins.
                public static void Begin(Frame frame, int loop)
                {
                    lock (gate)
                    {
                        if (cut) return;
                        loops[loop] = new Loop();
                        loops[loop].Frame = frame;
                    }
                }

                // A round of a loop begins.
                public static void Round(Frame frame, int loop)
                {
                    lock (gate)
                    {
                        if (cut) return;
                        Loop own = loops[loop];
                        if (own == null || own.Frame != frame)
                        {
                            own = loops[loop] = new Loop();
                            own.Frame = frame;
                        }
                        lastLoop = loop;
                        long round = own.Rounds++;
                        if (Quiet) return;
                        string[][] kept = round < own.First.Length ? own.First : own.Last;
                        kept[round % kept.Length] = (string[])frame.Values.Clone();
                    }
                }

                private static void Add(char kind, Frame frame, int site, string value)
                {
                    if (cut) return;
                    if (count > {{Number(Most)}}L) { cut = true; return; }
                    if (Quiet) { passed++; current = null; return; }
                    Event added = new Event();
                    added.Kind = kind;
                    added.Frame = frame;
                    added.Site = site;
                    added.Value = value;
                    if (count < {{Number(Head)}}) head.Add(added);
                    else tail[(int)((count - {{Number(Head)}}) % tail.Length)] = added;
                    count++;
                    current = added;
                }

                // All that was recorded since the last reset, a line each.
                public static string Take()
                {
                    lock (gate)
                    {
                        global::System.Text.StringBuilder text = new global::System.Text.StringBuilder();
                        foreach (Event e in head) { if (text.Length < MostText / 2) Write(text, e); }
                        long after = count - head.Count;
                        int kept = (int)global::System.Math.Min(after, (long)tail.Length);
                        global::System.Text.StringBuilder end = new global::System.Text.StringBuilder();
                        int written = 0;
                        for (int i = kept - 1; i >= 0 && end.Length < MostText / 2; i--, written++)
                        {
                            global::System.Text.StringBuilder one = new global::System.Text.StringBuilder();
                            Write(one, tail[(int)((after - kept + i) % tail.Length)]);
                            end.Insert(0, one.ToString());
                        }
                        text.Append("G\t").Append(Number(after - written + passed)).Append('\n').Append(end);
                        for (int i = 0; i < loops.Length && text.Length < 2 * MostText; i++) if (loops[i] != null) Write(text, i, loops[i]);
                        text.Append("X\t").Append(Number(lastLoop)).Append('\t').Append(cut ? '1' : '0').Append('\n');
                        return text.ToString();
                    }
                }

                private static void Write(global::System.Text.StringBuilder text, Event e)
                {
                    text.Append(e.Kind).Append('\t').Append(Number(e.Frame.Id)).Append('\t').Append(Number(e.Frame.Depth)).Append('\t').Append(Number(e.Site));
                    if (e.Value != null) text.Append('\t').Append(e.Value);
                    text.Append('\n');
                    if (e.Changed != null) foreach (string changed in e.Changed) text.Append("V\t").Append(changed).Append('\n');
                }

                private static void Write(global::System.Text.StringBuilder text, int index, Loop loop)
                {
                    text.Append("L\t").Append(Number(index)).Append('\t').Append(Number(loop.Rounds)).Append('\n');
                    long first = global::System.Math.Min(loop.Rounds, (long)loop.First.Length);
                    for (long r = 0; r < first; r++) Write(text, r, loop.First[r]);
                    for (long r = global::System.Math.Max(first, loop.Rounds - loop.Last.Length); r < loop.Rounds; r++) if (loop.Last[r % loop.Last.Length] != null) Write(text, r, loop.Last[r % loop.Last.Length]);
                }

                private static void Write(global::System.Text.StringBuilder text, long round, string[] values)
                {
                    text.Append("O\t").Append(Number(round + 1)).Append('\n');
                    for (int i = 0; i < values.Length; i++) if (values[i] != null) text.Append("V\t").Append(Number(i)).Append('=').Append(values[i]).Append('\n');
                }

        {{Showing}}
            }
        }
        """;

    private const string Showing = """
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
                    for (int i = 0; i < own.Length && name.Length < 40; i++) name += (i > 0 ? ", " : "") + own[i].Name;
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

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
