using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

namespace CodeRefine.Roslyn.Repair.CompileErrors;

/// <summary>All fixes of compile errors. Their order only breaks ties.</summary>
public static class FixCatalogue
{
    public static ImmutableArray<CompileFix> All { get; } =
    [
        new MissingTokens(),
        new AddUsing(),
        new Misspelling(),
    ];
}
