using System.Collections.Frozen;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>What a fence's language says of the block.</summary>
internal static class Languages
{
    private static readonly FrozenSet<string> CSharp = FrozenSet.Create(StringComparer.Ordinal, "", "csharp", "cs", "c#", "c-sharp", "csx", "dotnet");

    private static readonly FrozenSet<string> Others = FrozenSet.Create(StringComparer.Ordinal,
        "python", "py", "python3", "java", "kotlin", "kt", "scala", "javascript", "js", "jsx", "typescript", "ts", "tsx", "c", "cpp", "c++", "cc", "h", "hpp",
        "go", "golang", "rust", "rs", "ruby", "rb", "php", "swift", "fsharp", "f#", "fs", "vb", "vbnet", "visualbasic", "lua", "perl", "r", "julia", "haskell", "hs", "dart", "objective-c", "elixir", "clojure", "sql");

    public static bool IsCSharp(string language) => CSharp.Contains(language);

    public static bool IsOther(string language) => Others.Contains(language);
}
