using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core.Evidence;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>
/// What a tracing candidate wrote down, read with doubt: it comes out of the candidate's own process. Lines that don't fit are left out, numbers are looked up in bounds, and no
/// more is read than an honest tracer writes.
/// </summary>
internal sealed record TraceRecord(ImmutableArray<TraceStep> Steps, int Head, long Skipped, ImmutableArray<(int Index, TraceLoop Loop)> Loops, int LastLoop, bool Cut)
{
    private const int MostLines = 20_000, MostValues = 40, LongestValue = 100;

    public static TraceRecord Parse(string text, TraceMap map) => new Reader(map).Read(text);

    private sealed class Reader(TraceMap map)
    {
        private readonly List<Draft> steps = [];
        private readonly Dictionary<int, Draft> lastOf = [];
        private readonly Dictionary<int, Draft> returning = [];
        private readonly List<LoopDraft> loops = [];
        private List<TraceValue>? values;
        private int function;
        private int head = -1;
        private long skipped;
        private int lastLoop = -1;
        private bool cut;

        public TraceRecord Read(string text)
        {
            foreach (var line in text.Split('\n', MostLines + 1).Take(MostLines))
            {
                Line(line.Split('\t'));
            }

            var kept = steps.Where(s => !s.Dropped).ToList();
            var before = head < 0 ? kept.Count : steps.Take(head).Count(s => !s.Dropped);
            return new([.. kept.Select(s => s.ToStep())], skipped > 0 ? before : kept.Count, skipped, [.. loops.Where(l => !(map.Loops[l.Index].IsLabel && l.Rounds < 2)).OrderBy(l => l.Index).Select(l => (l.Index, l.ToLoop(map)))], lastLoop, cut);
        }

        private void Line(string[] parts)
        {
            switch (parts)
            {
                case ["V", var value, ..]:
                    Value(value);
                    break;
                case ["G", var gap]:
                    (head, skipped, values) = (steps.Count, Number(gap), null);
                    if (skipped > 0)
                    {
                        returning.Clear();
                        lastOf.Clear();
                    }

                    break;
                case ["L", var loop, var rounds] when Index(loop, map.Loops.Count) is { } index:
                    loops.Add(new LoopDraft(index, Number(rounds)));
                    (function, values) = (map.Loops[index].Function, null);
                    break;
                case ["O", var round] when loops.Count > 0 && loops[^1].Values.Count < 2 * TraceSource.Rounds:
                    loops[^1].Values.Add((Number(round), values = []));
                    break;
                case ["X", var last, var wasCut]:
                    (lastLoop, cut) = (Index(last, map.Loops.Count) ?? -1, wasCut == "1");
                    break;
                case [{ Length: 1 } kind, var frame, var depth, var number, ..] when "ESYNARZ".Contains(kind[0]):
                    Step(kind[0], (int)Number(frame), (int)Number(depth), number, parts.Length > 4 ? Cut(string.Join(' ', parts[4..])) : null);
                    break;
            }
        }

        private void Step(char kind, int frame, int depth, string number, string? value)
        {
            values = null;
            if (steps.Count >= TraceSource.Head + TraceSource.Tail || Index(number, kind == 'E' ? map.Functions.Count : map.Sites.Count) is not { } index)
            {
                return;
            }

            var before = lastOf.GetValueOrDefault(frame);
            if (kind == 'E')
            {
                var entered = new Draft(TraceStepKind.Entered, frame, depth, map.Functions[index]);
                (function, values) = (index, entered.Changed);
                Add(entered);
                return;
            }

            // Variables changed by what ran before this step.
            var site = map.Sites[index];
            (function, values) = (site.Function, before?.Sink ?? []);
            if (kind == 'R' && before is { Kind: TraceStepKind.Statement } begun && begun.Site!.Line == site.Line)
            {
                (begun.Kind, begun.Value) = (TraceStepKind.Returned, value);
                return;
            }

            if (kind == 'R' && returning.Remove(frame, out var announced) && announced.Site!.Line == site.Line && announced.Changed.Count == 0)
            {
                // Its conditions came between: it is shown once, where it is known what it gave.
                announced.Dropped = true;
            }

            if (kind is 'Y' or 'N' && before is { Kind: TraceStepKind.Statement, Site: { IsRound: false } asked } && ReferenceEquals(before, steps[^1]) && (asked.Text.StartsWith("if (", StringComparison.Ordinal) || asked.Text.StartsWith("while (", StringComparison.Ordinal)) && asked.Text.Contains(site.Text.TrimEnd('…'), StringComparison.Ordinal))
            {
                (before.Kind, before.Went, before.Site) = (TraceStepKind.Condition, kind == 'Y', site);
                return;
            }

            var kindOf = kind switch { 'Y' or 'N' => TraceStepKind.Condition, 'A' => TraceStepKind.Arm, 'R' => TraceStepKind.Returned, _ => TraceStepKind.Statement };
            var draft = new Draft(kindOf, frame, depth, map.Functions[site.Function])
            {
                Site = site,
                Went = kind is 'Y' or 'N' ? kind == 'Y' : null,
                Value = value,
                Sink = site.IsLoopCondition && before is not null ? before.Sink : null!,
                Dropped = kind == 'Z' || (site.IsRound && before is { Kind: TraceStepKind.Condition }),
            };
            Add(draft, followsOn: !draft.Dropped);
            if (kind == 'S' && site.Text.StartsWith("return ", StringComparison.Ordinal))
            {
                returning[frame] = draft;
            }
        }

        private void Add(Draft draft, bool followsOn = true)
        {
            steps.Add(draft);
            if (followsOn)
            {
                lastOf[draft.Frame] = draft;
            }
        }

        private void Value(string text)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (values is null || at < 1 || values.Count >= MostValues || Index(text[..at], map.Functions[function].Variables.Count) is not { } slot)
            {
                return;
            }

            var name = map.Functions[function].Variables[slot];
            values.RemoveAll(v => v.Name == name);
            values.Add(new TraceValue(name, Cut(text[(at + 1)..])));
        }

        private static string Cut(string text) => text.Length <= LongestValue ? text : text[..(LongestValue - 1)] + "…";

        private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        private static int? Index(string text, int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count ? index : null;
    }

    private sealed class Draft(TraceStepKind kind, int frame, int depth, TracedFunction function)
    {
        public TraceStepKind Kind { get; set; } = kind;
        public int Frame => frame;
        public TracedSite? Site { get; set; }
        public bool? Went { get; set; }
        public string? Value { get; set; }
        public bool Dropped { get; set; }
        public List<TraceValue> Changed { get; } = [];

        /// <summary>Whose values those are that come next.</summary>
        public List<TraceValue> Sink { get => field ?? Changed; init; }

        public TraceStep ToStep() => new(Kind, frame, Math.Max(0, depth), function.Name, function.Path, Site?.Line ?? function.Line, Site?.Block ?? 0, Site?.Text ?? function.Text) { Went = Went, Value = Value, Changed = [.. Changed] };
    }

    private sealed record LoopDraft(int Index, long Rounds)
    {
        public List<(long Round, List<TraceValue> Values)> Values { get; } = [];

        public TraceLoop ToLoop(TraceMap map)
        {
            var loop = map.Loops[Index];
            var rounds = Values.Select(v => new TraceRound(v.Round, [.. v.Values])).ToList();
            return new TraceLoop(map.Functions[loop.Function].Name, loop.Path, loop.Line, loop.Text, Rounds, [.. rounds.Where(r => r.Round <= TraceSource.Rounds)], [.. rounds.Where(r => r.Round > TraceSource.Rounds)]);
        }
    }
}
