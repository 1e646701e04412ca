using System.Collections.Immutable;
using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Agent.Strategies.SelfDebug;

public sealed record SelfDebugOptions
{
    /// <summary>Default: explanation, the paper's strongest without a trained model.</summary>
    public SelfDebugFeedback Feedback { get; init; } = SelfDebugFeedback.Explanation;

    /// <summary>Turns of debugging after the draft. Default 10, the paper's.</summary>
    public int Turns { get; init; } = 10;

    /// <summary>Default: conversation, the paper's.</summary>
    public SelfDebugContext Context { get; init; }

    /// <summary>Of feedback=trace. Default: model, the paper's.</summary>
    public SelfDebugTracer Tracer { get; init; }

    /// <summary>Characters of a conversation before it begins again from the code as it is. Default 60,000.</summary>
    public int Room { get; init; } = 60_000;

    /// <summary>Repairs by a student, without and with each critique, before it is used: 0, the default, uses it untried. The paper of the gate has 10.</summary>
    public int Gate { get; init; }

    internal static ImmutableArray<StrategyOption<SelfDebugOptions>> All { get; } =
    [
        OptionOf<SelfDebugOptions>.Choice("feedback", o => o.Feedback, (o, v) => o with { Feedback = v }, "What each turn is told: that it is wrong (simple), the test's result (unit-test), that and a line-by-line explanation by the model (explanation), or that and a trace imagined by the model (trace)"),
        OptionOf<SelfDebugOptions>.Whole("turns", 1, 1000, o => o.Turns, (o, v) => o with { Turns = v }, "Turns of debugging after the draft"),
        OptionOf<SelfDebugOptions>.Choice("context", o => o.Context, (o, v) => o with { Context = v }, "One conversation as in the paper, or a fresh context each turn"),
        OptionOf<SelfDebugOptions>.Choice("tracer", o => o.Tracer, (o, v) => o with { Tracer = v }, "With feedback=trace: the model imagines the trace (the paper's), or the failing test is run and traced (run), which saves the call"),
        OptionOf<SelfDebugOptions>.Whole("room", 2_000, 10_000_000, o => o.Room, (o, v) => o with { Room = v }, "Characters of a conversation before it begins again"),
        OptionOf<SelfDebugOptions>.Gate(o => o.Gate, (o, v) => o with { Gate = v }),
    ];
}

public enum SelfDebugFeedback
{
    Simple,
    UnitTest,
    Explanation,
    Trace,
}

public enum SelfDebugContext
{
    Conversation,
    Fresh,
}

public enum SelfDebugTracer
{
    Model,
    Run,
}
