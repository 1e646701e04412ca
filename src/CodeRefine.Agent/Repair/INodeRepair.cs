using CodeRefine.Core.Patches;

namespace CodeRefine.Agent.Repair;

/// <summary>The repair of one node: each call gives the next offer, until there is none.</summary>
internal interface INodeRepair
{
    Task<RepairOffer?> NextAsync(CancellationToken cancellationToken);
}

/// <param name="Notes">How it was found and what else there is, for people and for the next attempt.</param>
internal sealed record RepairOffer(Patch Patch, string Notes);
