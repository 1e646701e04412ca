namespace CodeRefine.TestHost.Screening;

/// <summary>Thousands of variants may print; nobody reads it, and it would break the limit on output.</summary>
internal static class Quiet
{
    private static TextWriter? output, errors;

    public static void Hush()
    {
        if (output is null || !ReferenceEquals(Console.Out, output))
        {
            Console.SetOut(TextWriter.Null);
            output = Console.Out;
        }

        if (errors is null || !ReferenceEquals(Console.Error, errors))
        {
            Console.SetError(TextWriter.Null);
            errors = Console.Error;
        }
    }
}
