namespace CodeRefine.Models;

/// <summary>Counts the characters of an answer and says when there are enough.</summary>
internal sealed class AnswerCap(int most)
{
    private int taken;

    public bool IsFull => taken >= most;

    public string Note => $"The answer was cut at {most} characters, the longest that is read.";

    /// <summary>As much of the piece as is still wanted.</summary>
    public string Take(string piece)
    {
        var kept = piece.Length <= most - taken ? piece : piece[..(most - taken)];
        taken += kept.Length;
        return kept;
    }
}
