using System.Collections.Immutable;
using CodeRefine.Core.Checks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeRefine.Roslyn.Compile;

/// <summary>
/// What two projects of a real repository, the one that is mended and the one that tests it, are compiled with: in place of the settings of a task's folder.
/// The sources themselves are the problem's.
/// </summary>
public sealed record ProjectInputs
{
    public required CompiledPart Candidate { get; init; }

    /// <summary>Its references do not hold the candidate, which comes to them as a compilation.</summary>
    public required CompiledPart Checks { get; init; }

    /// <summary>The framework that the checks are written for.</summary>
    public CheckFramework Framework { get; init; }

    /// <summary>Simple names of the framework's assemblies; empty for those of the test host's own.</summary>
    public ImmutableHashSet<string> FrameworkAssemblies { get; init; } = [];

    /// <summary>Assemblies that the checks need at run time beside the framework and the test framework: other projects' and packages'.</summary>
    public ImmutableArray<AssemblyImage> Support { get; init; } = [];

    /// <summary>Ids of checks that are not to run: they fail for reasons that are none of the problem's.</summary>
    public ImmutableHashSet<string> Excluded { get; init; } = [];
}

/// <summary>How one assembly is compiled.</summary>
public sealed record CompiledPart
{
    public required string AssemblyName { get; init; }
    public required CSharpParseOptions Parse { get; init; }
    public required CSharpCompilationOptions Options { get; init; }

    /// <summary>Metadata only.</summary>
    public required ImmutableArray<MetadataReference> References { get; init; }

    /// <summary>What belongs to it beside the problem's sources: global usings, assembly attributes, what generators made.</summary>
    public ImmutableArray<SyntaxTree> Extras { get; init; } = [];
    public ImmutableArray<ResourceDescription> Resources { get; init; } = [];
}

/// <summary>Carries an assembly's resources along with the options of its compilation, whatever is made of that.</summary>
internal sealed class ResourceCarrier(ImmutableArray<ResourceDescription> resources) : SourceFileResolver([], null)
{
    public static IEnumerable<ResourceDescription>? Of(CSharpCompilation compilation) => (compilation.Options.SourceReferenceResolver as ResourceCarrier)?.Resources;

    public ImmutableArray<ResourceDescription> Resources { get; } = resources;

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
