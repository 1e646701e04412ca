using System.Collections.Immutable;
using CodeRefine.Roslyn.Repair.Edits.Operators;

namespace CodeRefine.Roslyn.Repair.Edits;

/// <summary>All families of single edits. Their order only breaks ties.</summary>
public static class EditCatalogue
{
    public static ImmutableArray<EditOperator> All { get; } =
    [
        new RelationalSwap(),
        new OffByOne(),
        new SubstituteName(),
        new LogicalSwap(),
        new Conditions(),
        new ArithmeticSwap(),
        new Literals(),
    ];
}
