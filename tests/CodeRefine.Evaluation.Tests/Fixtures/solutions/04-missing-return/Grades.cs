namespace School;

public static class Grades
{
    private const char Failed = 'F';

    public static char Of(int score)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(score);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(score, 100);
        var letter = Failed;
        if (score >= 90)
        {
            letter = 'A';
        }
        else if (score >= 75)
        {
            letter = 'B';
        }
        else if (score >= 60)
        {
            letter = 'C';
        }

        return letter;
    }
}
