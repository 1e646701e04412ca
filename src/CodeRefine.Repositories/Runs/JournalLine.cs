using CodeRefine.Core.Events;

namespace CodeRefine.Repositories.Runs;

/// <summary>One line of a journal.</summary>
/// <param name="Seq">From 1, without gaps.</param>
public sealed record JournalLine(long Seq, DateTimeOffset Time, RunEvent Event);
