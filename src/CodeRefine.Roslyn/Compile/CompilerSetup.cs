using System.Collections.Immutable;
using System.Text;
using CodeRefine.Core;
using CodeRefine.Core.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.Roslyn.Compile;

/// <summary>Roslyn's options as the SDK would pass them for the same project settings.</summary>
internal sealed class CompilerSetup
{
    /// <summary>Simple name of every candidate's assembly.</summary>
    public const string CandidateName = "Candidate";

    /// <summary>Simple name of every checks' assembly; the candidate opens its internals to it.</summary>
    public const string ChecksName = "Checks";

    /// <summary>The SDK derives the default language version from the target framework, not from the compiler: .NET 10 means C# 14.</summary>
    private const LanguageVersion sdkDefault = LanguageVersion.CSharp14;

    /// <summary>Warning level of an SDK project that targets .NET 10.</summary>
    private const int warningLevel = 10;

    /// <summary>As Microsoft.NET.Sdk's implicit usings.</summary>
    private static readonly ImmutableArray<string> implicitUsings = ["global::System", "global::System.Collections.Generic", "global::System.IO", "global::System.Linq", "global::System.Net.Http", "global::System.Threading", "global::System.Threading.Tasks"];

    private CompilerSetup(CSharpParseOptions parse, CSharpCompilationOptions compilation, ImmutableArray<string> globalUsings)
    {
        Parse = parse;
        Compilation = compilation;
        CandidateExtras =
        [
            Generated("CandidateUsings.g.cs", UsingsText(globalUsings.Where(u => !IsTestFramework(u)))),
            Generated("CandidateAssembly.g.cs", $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{ChecksName}\")]\n{TargetFramework}"),
        ];
        ChecksExtras = [Generated("ChecksUsings.g.cs", UsingsText(globalUsings)), Generated("ChecksAssembly.g.cs", TargetFramework)];
    }

    public CSharpParseOptions Parse { get; }

    /// <summary>For a library; deterministic and on one thread, since only our own thread has the stack that deep sources need.</summary>
    public CSharpCompilationOptions Compilation { get; }
    public ImmutableArray<SyntaxTree> CandidateExtras { get; }
    public ImmutableArray<SyntaxTree> ChecksExtras { get; }

    /// <summary>For check sources of which none imports xunit itself: test projects made from the SDK's template import it for all files.</summary>
    public SyntaxTree XunitUsing => field ??= Generated("ChecksXunit.g.cs", UsingsText(["Xunit"]));

    private static string TargetFramework => "[assembly: System.Runtime.Versioning.TargetFramework(\".NETCoreApp,Version=v10.0\", FrameworkDisplayName = \".NET 10.0\")]\n";

    /// <exception cref="UserErrorException">A setting has a value that the compiler does not know.</exception>
    public static CompilerSetup From(CompileSettings settings)
    {
        foreach (var bad in settings.Defines.Where(d => !SyntaxFacts.IsValidIdentifier(d)))
        {
            throw new UserErrorException($"'{bad}' is no name for a preprocessor symbol: correct it among the defines of the compile settings.");
        }

        foreach (var bad in settings.GlobalUsings.Where(u => !IsUsing(u)))
        {
            throw new UserErrorException($"'{bad}' is no global using: write a namespace, 'static N.T' or 'X = N.T' in the compile settings.");
        }

        // Documentation comments are not parsed, as in a build that writes no documentation file.
        var parse = new CSharpParseOptions(Language(settings.LangVersion), DocumentationMode.None, SourceCodeKind.Regular, settings.Defines);
        var compilation = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Debug,
            checkOverflow: settings.CheckForOverflow,
            allowUnsafe: settings.AllowUnsafe,
            nullableContextOptions: Nullability(settings.Nullable),
            concurrentBuild: false,
            deterministic: true,
            warningLevel: warningLevel,
            specificDiagnosticOptions: new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress });

        // Global usings came with C# 10: an older language version has no implicit ones.
        var implied = settings.ImplicitUsings && parse.LanguageVersion >= LanguageVersion.CSharp10 ? implicitUsings : [];
        return new(parse, compilation, [.. implied, .. settings.GlobalUsings]);
    }

    /// <summary>The same settings give the same key.</summary>
    public static string KeyOf(CompileSettings s) => string.Join('\n', [s.LangVersion, s.Nullable, $"{s.ImplicitUsings} {s.AllowUnsafe} {s.CheckForOverflow}", string.Join(';', s.Defines), .. s.GlobalUsings]);

    public static Encoding EncodingOf(SourceEncoding encoding) => encoding switch
    {
        SourceEncoding.Utf16LittleEndian => Encoding.Unicode,
        SourceEncoding.Utf16BigEndian => Encoding.BigEndianUnicode,
        SourceEncoding.Utf8WithBom => Encoding.UTF8,
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    public SyntaxTree Generated(string name, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Parse, name);

    private static LanguageVersion Language(string text)
    {
        if (text.Length == 0 || text.Equals("default", StringComparison.OrdinalIgnoreCase))
        {
            return sdkDefault;
        }

        return LanguageVersionFacts.TryParse(text, out var version)
            ? version.MapSpecifiedToEffectiveVersion()
            : throw new UserErrorException($"'{text}' is no C# language version: write a number such as 14, or default, latest or preview as LangVersion.");
    }

    private static NullableContextOptions Nullability(string text) =>
        text.Length == 0 ? NullableContextOptions.Disable
        : Enum.TryParse<NullableContextOptions>(text, ignoreCase: true, out var value) && char.IsLetter(text[0]) ? value
        : throw new UserErrorException($"'{text}' is no value for Nullable: write enable, disable, warnings or annotations.");

    private static bool IsTestFramework(string globalUsing) =>
        globalUsing.Split('=')[^1].Trim() is var name && (name.StartsWith("Xunit", StringComparison.Ordinal) || name.StartsWith("static Xunit", StringComparison.Ordinal) || name.StartsWith("CodeRefine.Properties", StringComparison.Ordinal));

    private static string UsingsText(IEnumerable<string> usings) => string.Concat(usings.Select(u => $"global using {u};\n"));

    /// <summary>One using directive and nothing more: the text comes from a project file.</summary>
    private static bool IsUsing(string text) =>
        text.Length < 500
        && text.IndexOfAny(['\n', '\r', '{', ';']) < 0
        && CSharpSyntaxTree.ParseText($"global using {text};").GetCompilationUnitRoot() is { Members.Count: 0, AttributeLists.Count: 0, Usings: [UsingDirectiveSyntax], ContainsDiagnostics: false };
}
