using System.Collections.Immutable;
using CodeRefine.Core.Evidence;

namespace CodeRefine.Roslyn.Instrument.Tracing;

/// <summary>Steps gathered into runs of basic blocks.</summary>
internal static class TraceBlocks
{
    public static ImmutableArray<TraceBlock> Of(TraceRecord record)
    {
        var blocks = new List<Draft>();
        var args = new Dictionary<int, ImmutableArray<TraceValue>>();
        Draft? current = null;
        for (var i = 0; i < record.Steps.Length; i++)
        {
            var step = record.Steps[i];
            if (step.Kind == TraceStepKind.Entered)
            {
                args[step.Frame] = step.Changed;
                continue;
            }

            // A condition belongs to what ran before it, a statement that stands no later than the last begins anew.
            var follows = current is not null && current.Frame == step.Frame && i != record.Head
                && (step.Kind is TraceStepKind.Condition or TraceStepKind.Arm || (step.Block == current.Block && step.Line >= current.LastLine && !current.Lines.Contains(step.Text)));
            if (!follows)
            {
                blocks.Add(current = new Draft(step, args.Remove(step.Frame, out var given) ? given : [], i >= record.Head && record.Skipped > 0));
            }

            current!.Add(step);
        }

        return [.. blocks.Select((b, i) => b.ToBlock(i + 1 + (b.AfterGap ? record.Skipped : 0)))];
    }

    private sealed class Draft(TraceStep first, ImmutableArray<TraceValue> args, bool afterGap)
    {
        private readonly List<TraceValue> changed = [.. args];
        private readonly List<TraceDecision> decisions = [];
        private string? returned;

        public int Frame => first.Frame;
        public int Block => first.Block;
        public int LastLine { get; private set; } = first.Line;
        public bool AfterGap => afterGap;
        public List<string> Lines { get; } = [];

        public void Add(TraceStep step)
        {
            LastLine = Math.Max(LastLine, step.Line);
            if (step.Kind == TraceStepKind.Condition)
            {
                decisions.Add(new TraceDecision(step.Text, step.Went == true));
            }

            if (step.Kind != TraceStepKind.Condition || Lines.Count == 0)
            {
                Lines.Add(step.Text);
            }

            returned = step.Value ?? returned;
            foreach (var value in step.Changed)
            {
                changed.RemoveAll(v => v.Name == value.Name);
                changed.Add(value);
            }
        }

        public TraceBlock ToBlock(long number) => new(number, first.Frame, first.Function, first.Path, first.Line, LastLine, [.. Lines], [.. changed]) { Decisions = [.. decisions], Returned = returned };
    }
}
