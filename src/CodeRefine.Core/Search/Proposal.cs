using System.Text.Json.Serialization;
using CodeRefine.Core.Patches;

namespace CodeRefine.Core.Search;

/// <summary>A patch that a proposer offers for a node.</summary>
/// <param name="Proposer">Its name: <c>repair</c>, <c>chat</c>.</param>
/// <param name="Patch">Null where the proposer could make none of what it got (a model's prose): <paramref name="Notes"/> says why.</param>
/// <param name="Notes">What a person and the next attempt should know: what of an answer could not be used, how many candidates were screened. Empty for none.</param>
public sealed record Proposal(string Proposer, Patch? Patch, string Notes = "")
{
    /// <summary>A model was asked for it, so that another one like it costs a call.</summary>
    public bool ByModel { get; init; }

    /// <summary>A tool made it of another one at once: <see cref="ICorrector"/>, <see cref="INeighbourhood"/>.</summary>
    [JsonIgnore]
    public bool ByTool => Proposer is Correction.Proposer or INeighbourhood.Proposer;
}
