using CodeRefine.Agent.Chat;
using CodeRefine.Agent.Critics;
using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.Ldb;

/// <summary>
/// LDB (Zhong et al., "Debug like a Human: A Large Language Model Debugger via Verifying Runtime Execution Step-by-step", arXiv 2402.16906): while visible tests fail, one of
/// them runs instrumented; the model judges each block by the values after it, all in one question; then the code is generated again with the judgements.
/// </summary>
/// <remarks>
/// Deviations: blocks come from C# instrumented by Roslyn; where nothing can be traced (it does not compile, it died) the critique stands alone; each iteration is a fresh
/// context, not a longer conversation; the code that scores higher is gone on from, the later one of equals.
/// </remarks>
public sealed class LdbStrategy(ChatStation model, LdbOptions options, CritiqueGate? gate = null) : IStrategy
{
    /// <summary>Which of the values of <see cref="JudgeAsync"/> is the model's word.</summary>
    internal const string Judgement = "explanation";

    private readonly GatedRepair repair = new(model, gate);

    public string Name => "ldb";

    public static StrategyEntry<LdbOptions> Entry { get; } = new()
    {
        Name = "ldb",
        Summary = "Judge each block of a failing run by the values after it, then fix.",
        Paper = "Zhong et al., Debug like a Human: A Large Language Model Debugger via Verifying Runtime Execution Step-by-step",
        ArXiv = "2402.16906",
        Figures = "GPT-3.5 on HumanEval: by blocks 82.9, by lines 80.5, by functions 79.9",
        Cost = "1 + 2 iterations calls",
        WhenToUse = "Wrong values deep in a loop or a chain of branches: the failing test says that, not where.",
        TypedOptions = LdbOptions.All,
        Factory = (parts, options) => new LdbStrategy(parts.RequireModel("ldb"), options, parts.Gate(options.Gate)),
    };

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var at = await Moves.DraftAsync(session, model, cancellationToken);
        for (var i = 0; i < options.Iterations && !session.Best.Verdict.Passed; i++)
        {
            var extras = await JudgeAsync(session, model, at, options, cancellationToken);
            var next = (await repair.RepairAsync(session, at, "ldb-fix", extras, [Judgement], Ask.Usual, cancellationToken)).Node;
            at = next.Value >= at.Value ? next : at;
        }
    }

    /// <summary>The trace and the judgements, as values for a prompt; none where nothing could be traced.</summary>
    internal static async Task<Dictionary<string, string>> JudgeAsync(Session session, ChatStation model, Node at, LdbOptions options, CancellationToken cancellationToken)
    {
        if (Session.FailingCheck(at.Verdict) is not { } check || await session.TraceAsync(at, check, cancellationToken) is not { } trace || TracePieces.Of(trace, options) is not { IsEmpty: false } pieces)
        {
            return Moves.Values();
        }

        var shown = TracePieces.Text(pieces, trace);
        var answer = await model.AskAsync(session, at, "ldb-blocks", Moves.Values(("failing", check.Id), ("trace", shown)), Ask.Usual, cancellationToken);
        var judged = PieceJudgement.Read(answer, pieces.Length);
        session.Note("blocks", at, judged.IsEmpty ? answer : string.Join("; ", judged.Where(j => !j.Correct).Select(j => $"{j.Block}: {j.Explanation}")));
        return Moves.Values(("trace", shown), (Judgement, judged.IsEmpty ? answer : string.Join("\n", judged.Select(j => $"{j.Block}: {(j.Correct ? "correct" : "WRONG")}. {j.Explanation}"))));
    }
}
