using System.Collections.Immutable;

namespace CodeRefine.Core.Problems;

/// <summary>How the compiler is to be set up; the defaults are those of a new SDK project of today.</summary>
public sealed record CompileSettings
{
    public static CompileSettings Default { get; } = new();

    /// <summary>As MSBuild's <c>LangVersion</c>: a number, <c>latest</c>, <c>preview</c> or <c>default</c>.</summary>
    public string LangVersion { get; init; } = "default";

    /// <summary>As MSBuild's <c>Nullable</c>: enable, disable, warnings, annotations.</summary>
    public string Nullable { get; init; } = "enable";

    public bool ImplicitUsings { get; init; } = true;
    public bool AllowUnsafe { get; init; }
    public bool CheckForOverflow { get; init; }
    public bool WarningsAsErrors { get; init; }
    public ImmutableArray<string> Defines { get; init; } = ["DEBUG", "TRACE", "NET", "NET10_0", "NETCOREAPP", "NET10_0_OR_GREATER", "NET9_0_OR_GREATER", "NET8_0_OR_GREATER", "NET7_0_OR_GREATER", "NET6_0_OR_GREATER", "NET5_0_OR_GREATER"];

    /// <summary>Further global usings of the project, each as written after <c>global using</c>: a namespace, <c>static N.T</c> or <c>X = N.T</c>.</summary>
    public ImmutableArray<string> GlobalUsings { get; init; } = [];
}
