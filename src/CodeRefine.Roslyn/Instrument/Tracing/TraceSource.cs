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

        {{TraceValueSource.Text}}
            }
        }
        """;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
