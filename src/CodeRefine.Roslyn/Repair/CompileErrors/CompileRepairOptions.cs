namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>Bounds of the search for a compiling candidate.</summary>
public sealed record CompileRepairOptions
{
    /// <summary>Compilations tried. Default 400, from 1.</summary>
    public int Evaluations { get; init; } = 400;

    /// <summary>Default 8 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Fixes in a row. Default 30, from 1.</summary>
    public int Steps { get; init; } = 30;

    /// <summary>Different complete repairs looked for. Default 8, from 1.</summary>
    public int Solutions { get; init; } = 8;

    /// <summary>Fixes tried for one error. Default 16, from 1.</summary>
    public int FixesAnError { get; init; } = 16;

    /// <summary>Errors of a state that are tried until one can be mended. Default 4, from 1.</summary>
    public int ErrorsTried { get; init; } = 4;
}
