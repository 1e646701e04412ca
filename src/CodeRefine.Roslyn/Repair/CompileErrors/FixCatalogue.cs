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
        new Synonyms(),
        new Conversions(),
        new Awaiting(),
        new MissingReturn(),
        new CallShape(),
        new AccessModifiers(),
        new StaticOrInstance(),
        new Unassigned(),
        new ReadOnlyAssignment(),
        new PassingByReference(),
        new MissingMembers(),
        new SwitchSections(),
        new Declarations(),
        new NameForTheChecks(),
        new ForeignWords(),
        new UnfinishedText(),
        new TextAroundCode(),
        new RepeatedOpening(),
        new TopLevelStatements(),
        new WrongHome(),
        new MissingOpening(),
        new MisspeltKeyword(),
        new TypeArguments(),
        new LocalType(),
        new SpareMember(),
        new InPlaceCalls(),
        new UnclosedText(),
    ];
}
