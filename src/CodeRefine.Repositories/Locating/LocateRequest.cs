using System.Collections.Immutable;
using CodeRefine.Repositories.Locating.Signals;

namespace CodeRefine.Repositories.Locating;

/// <summary>What is looked for.</summary>
public sealed record LocateRequest
{
    /// <summary>The issue's text, Markdown or plain; its first line is the title. May be empty where tests fail.</summary>
    public string Issue { get; init; } = "";

    /// <summary>Names of failing tests: <c>Namespace.Type.Method</c>, or the end of one.</summary>
    public ImmutableArray<string> FailingTests { get; init; } = [];

    /// <summary>Lines that failing tests reach more than passing ones.</summary>
    public ImmutableArray<SuspectLine> Spectrum { get; init; } = [];

    /// <summary>Files in the answer. Default 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Members of each file in the answer. Default 5.</summary>
    public int MembersPerFile { get; init; } = 5;
}
