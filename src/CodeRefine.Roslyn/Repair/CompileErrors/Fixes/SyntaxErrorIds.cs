using System.Collections.Immutable;

namespace CodeRefine.Roslyn.Repair.CompileErrors.Fixes;

/// <summary>The parser's errors that edits of single tokens can mend.</summary>
internal static class SyntaxErrorIds
{
    public static ImmutableArray<string> All { get; } =
    [
        "CS1001", "CS1002", "CS1003", "CS1010", "CS1012", "CS1022", "CS1026", "CS1031", "CS1039", "CS1041", "CS1056", "CS1073", "CS1513", "CS1514", "CS1515", "CS1518", "CS1519", "CS1520",
        "CS1524", "CS1525", "CS1526", "CS1528", "CS1529", "CS1530", "CS1552", "CS1585", "CS1611", "CS1641", "CS1646", "CS8124", "CS8179", "CS8180", "CS8635", "CS8641", "CS8652", "CS8803", "CS0106", "CS0116", "CS0201", "CS1646", "CS7017", "CS9348",
    ];
}
