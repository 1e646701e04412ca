namespace CodeRefine.Agent.Memory;

/// <summary>A reflection as a store keeps it.</summary>
/// <param name="Id">In its store, from 1; never given twice.</param>
/// <param name="Time">When the attempt made with it had its outcome.</param>
public sealed record Lesson(long Id, Reflection Reflection, ReflectionOutcome Outcome, DateTimeOffset Time);

/// <summary>What kinds of change did for a kind of failure: counted, not written.</summary>
/// <param name="Diagnostic">As in <see cref="Reflection.Diagnostic"/>.</param>
/// <param name="Fix">As <see cref="FixKind"/> names it.</param>
/// <param name="Tries">Attempts that answered such a failure so.</param>
/// <param name="Better">Of these, those that scored higher, the solved ones too.</param>
/// <param name="Solved">Of these, those that passed every visible check.</param>
public sealed record Principle(string Diagnostic, string Fix, int Tries, int Better, int Solved)
{
    public override string ToString() => $"On {Diagnostic}, to {Fix} helped {Better} of {Tries} times{(Solved > 0 ? $" and solved {Solved}" : "")}.";
}

/// <summary>Which lessons are meant; null is any.</summary>
public sealed record LessonFilter(string? Diagnostic = null, string? Kind = null, string? Problem = null);
