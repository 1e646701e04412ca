using System.Collections.Immutable;
using CodeRefine.Evaluation.Exports.Harnesses;
using CodeRefine.Evaluation.Exports.Training;

namespace CodeRefine.Evaluation.Exports;

/// <summary>All forms that there are.</summary>
public static class RunExports
{
    public static ImmutableArray<IRunExport> All { get; } =
    [
        new HumanEvalSamples(), new HumanEvalResults(), new EvalPlusSamples(), new EvalPlusResults(), new MultiPlEResults(),
        new SweBenchPredictions(), new SweBenchReport(), new InspectLog(), new CsvSamples(),
        new LetiRows(), new LedexRows(), new PreferencePairs(), new AgentRSplices(), new HardNegatives(),
    ];
}
