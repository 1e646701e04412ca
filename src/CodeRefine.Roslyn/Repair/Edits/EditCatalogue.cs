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
        new Combinations(),
        new LogicalSwap(),
        new Conditions(),
        new ArithmeticSwap(),
        new Literals(),
        new Assignments(),
        new Increments(),
        new Operands(),
        new Grouping(),
        new Division(),
        new MemberSwap(),
        new Arguments(),
        new CallWraps(),
        new Copies(),
        new Widening(),
        new Strings(),
        new NullGuards(),
        new EmptySequences(),
        new Jumps(),
        new Loops(),
        new DonorExpressions(),
        new ExtendCondition(),
        new MissingStatement(),
        new Statements(),
        new ConditionalExits(),
    ];
}
