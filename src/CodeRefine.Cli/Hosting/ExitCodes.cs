namespace CodeRefine.Cli.Hosting;

/// <summary>What a command's exit code says; kept stable for scripts.</summary>
internal static class ExitCodes
{
    /// <summary>Solved, passed, or simply done.</summary>
    public const int Success = 0;

    /// <summary>Not solved or not passed; the best attempt is kept.</summary>
    public const int NotSolved = 1;

    /// <summary>The user's input is wrong.</summary>
    public const int Input = 2;

    /// <summary>The environment is: no sandbox, model unreachable.</summary>
    public const int Environment = 3;

    /// <summary>A fault of CodeRefine itself (EX_SOFTWARE of sysexits.h).</summary>
    public const int Internal = 70;

    /// <summary>Cancelled by Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;
}
