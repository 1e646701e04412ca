namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>A small repository of a real one's shape, its fault, and what a model answers of it.</summary>
/// <param name="Fix">The model's answer to "correct the code".</param>
/// <param name="Reproduction">Its answer to "write a failing test"; null where the repository's own tests show the fault.</param>
/// <param name="Changed">The one file that is wrong.</param>
/// <param name="WithoutModel">Whether the repair engine alone finds it.</param>
internal sealed record Sample(string Name, SampleRepository Files, string Issue, string Fix, string? Reproduction, string Changed, bool WithoutModel = true)
{
    public override string ToString() => Name;
}

/// <summary>Repositories of the shapes that people have.</summary>
internal static class SampleRepositories
{
    private const string NUnitCentral = """<PackageReference Include="NUnit" /><PackageReference Include="NUnit3TestAdapter" /><PackageReference Include="Microsoft.NET.Test.Sdk" />""";

    public static Sample Of(string name) => name switch
    {
        "sums" => Sums(),
        "initials" => Initials(),
        "rates" => Rates(),
        "queue" => Queue(),
        "colours" => Colours(),
        "linked" => Linked(),
        "rows" => Rows(),
        "slugs" => Slugs(),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    /// <summary>xunit v2; a library for two frameworks behind another with internals that the tests see.</summary>
    private static Sample Sums() => new(
        "sums",
        SampleSources.TwoProjects(),
        "Sums.Of gives wrong totals\n\nThe sum of 1, 2 and 3 comes out negative; it must be 6.",
        Replace("src/Lib/Maths.cs", "return a - b;", "return a + b;"),
        Test("using Xunit;\n\nnamespace Core.Tests;\n\npublic class SumIssueTests\n{\n    [Fact]\n    public void A_total_is_not_negative() => Assert.Equal(9, Sums.Of([4, 5]));\n}\n"),
        "src/Lib/Maths.cs");

    /// <summary>NUnit; Windows line endings and a byte order mark.</summary>
    private static Sample Initials() => new(
        "initials",
        SampleSources.NamesTestedByNUnit(),
        "Initials.Count leaves the first word out",
        Replace("Names/Initials.cs", "var i = 1;", "var i = 0;"),
        Test("using NUnit.Framework;\nusing Names;\n\nnamespace NTests;\n\n[TestFixture]\npublic class FirstWordTests\n{\n    [Test]\n    public void The_first_word_counts() => Assert.That(Initials.Count([\"one\", \"two\"]), Is.EqualTo(2));\n}\n"),
        "Names/Initials.cs");

    /// <summary>MSTest; versions of packages and common properties in files above the projects.</summary>
    private static Sample Rates() => new(
        "rates",
        new SampleRepository()
            .With("Directory.Build.props", "<Project>\n  <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>\n</Project>\n")
            .With("Directory.Packages.props", "<Project>\n  <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>\n  <ItemGroup><PackageVersion Include=\"MSTest.TestFramework\" Version=\"4.0.2\" /><PackageVersion Include=\"MSTest.TestAdapter\" Version=\"4.0.2\" /><PackageVersion Include=\"Microsoft.NET.Test.Sdk\" Version=\"18.0.1\" /></ItemGroup>\n</Project>\n")
            .With("src/Rates/Rates.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n")
            .With("src/Rates/Discount.cs", "namespace Rates;\n\n/// <summary>What is taken off.</summary>\npublic sealed record Discount(int From, int Percent)\n{\n    public bool Applies(int quantity) => quantity > From;\n\n    public decimal Of(int quantity, decimal price) => Applies(quantity) ? price * Percent / 100 : 0;\n}\n")
            .With("tests/Rates.Tests/Rates.Tests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup><ProjectReference Include=\"../../src/Rates/Rates.csproj\" /><PackageReference Include=\"MSTest.TestFramework\" /><PackageReference Include=\"MSTest.TestAdapter\" /><PackageReference Include=\"Microsoft.NET.Test.Sdk\" /></ItemGroup>\n</Project>\n")
            .With("tests/Rates.Tests/DiscountTests.cs", "using Microsoft.VisualStudio.TestTools.UnitTesting;\n\nnamespace Rates.Tests;\n\n[TestClass]\npublic class DiscountTests\n{\n    private readonly Discount ten = new(10, 20);\n\n    [TestMethod]\n    [DataRow(9, 0)]\n    [DataRow(10, 20)]\n    [DataRow(11, 20)]\n    public void Takes_off(int quantity, int expected) => Assert.AreEqual((decimal)expected, ten.Of(quantity, 100));\n}\n"),
        "Discount does not apply at its own threshold\n\nDiscount(10, 20) must take 20 % off from 10 pieces on.",
        Replace("src/Rates/Discount.cs", "quantity > From", "quantity >= From"),
        Test("using Microsoft.VisualStudio.TestTools.UnitTesting;\n\nnamespace Rates.Tests;\n\n[TestClass]\npublic class ThresholdTests\n{\n    [TestMethod]\n    public void Applies_at_its_threshold() => Assert.IsTrue(new Discount(3, 5).Applies(3));\n}\n"),
        "src/Rates/Discount.cs");

    /// <summary>xunit v3, whose test projects are programs; a solution in the new format that leaves a broken project out.</summary>
    private static Sample Queue() => new(
        "queue",
        new SampleRepository()
            .With("Queue.slnx", "<Solution>\n  <Project Path=\"src/Queue/Queue.csproj\" />\n  <Project Path=\"tests/Queue.Tests/Queue.Tests.csproj\" />\n</Solution>\n")
            .With("old/Old.csproj", "<Project Sdk=\"No.Such.Sdk/1.0.0\" />\n")
            .With("src/Queue/Queue.csproj", SampleSources.Project())
            .With("src/Queue/Ring.cs", "namespace Queue;\n\npublic sealed class Ring(int capacity)\n{\n    private readonly List<int> items = [];\n\n    public bool TryAdd(int item)\n    {\n        if (items.Count > capacity)\n        {\n            return false;\n        }\n\n        items.Add(item);\n        return true;\n    }\n}\n")
            .With("tests/Queue.Tests/Queue.Tests.csproj", SampleSources.Project(SampleSources.Reference("../../src/Queue/Queue.csproj") + SampleSources.XunitV3, "<OutputType>Exe</OutputType>"))
            .With("tests/Queue.Tests/RingTests.cs", "using Xunit;\n\nnamespace Queue.Tests;\n\npublic class RingTests\n{\n    [Fact]\n    public void Is_full_at_its_capacity()\n    {\n        var ring = new Ring(2);\n        Assert.True(ring.TryAdd(1));\n        Assert.True(ring.TryAdd(2));\n        Assert.False(ring.TryAdd(3));\n    }\n\n    [Fact]\n    public void Takes_one() => Assert.True(new Ring(1).TryAdd(1));\n}\n"),
        "Ring takes one item more than its capacity",
        Replace("src/Queue/Ring.cs", "items.Count > capacity", "items.Count >= capacity"),
        null,
        "src/Queue/Ring.cs");

    /// <summary>A source generator of the repository's own, whose output the faulty code uses.</summary>
    private static Sample Colours() => new(
        "colours",
        new SampleRepository()
            .With("Generator/Generator.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>latest</LangVersion><EnforceExtendedAnalyzerRules>true</EnforceExtendedAnalyzerRules><IsRoslynComponent>true</IsRoslynComponent></PropertyGroup>\n  <ItemGroup><PackageReference Include=\"Microsoft.CodeAnalysis.CSharp\" Version=\"4.3.1\" PrivateAssets=\"all\" /></ItemGroup>\n</Project>\n")
            .With("Generator/NamesGenerator.cs", "using Microsoft.CodeAnalysis;\n\nnamespace Generator;\n\n[Generator]\npublic sealed class NamesGenerator : IIncrementalGenerator\n{\n    public void Initialize(IncrementalGeneratorInitializationContext context) =>\n        context.RegisterPostInitializationOutput(c => c.AddSource(\"Names.g.cs\", \"namespace Colours { internal static class Names { public static readonly string[] All = { \\\"red\\\", \\\"green\\\", \\\"blue\\\" }; } }\"));\n}\n")
            .With("Colours/Colours.csproj", SampleSources.Project("<ProjectReference Include=\"../Generator/Generator.csproj\" OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\" />"))
            .With("Colours/Palette.cs", "namespace Colours;\n\npublic static class Palette\n{\n    public static bool Knows(string name) => Array.IndexOf(Names.All, name) > 0;\n}\n")
            .With("Colours.Tests/Colours.Tests.csproj", SampleSources.Project(SampleSources.Reference("../Colours/Colours.csproj") + SampleSources.Xunit))
            .With("Colours.Tests/PaletteTests.cs", "using Xunit;\n\nnamespace Colours.Tests;\n\npublic class PaletteTests\n{\n    [Theory]\n    [InlineData(\"red\", true)]\n    [InlineData(\"blue\", true)]\n    [InlineData(\"mauve\", false)]\n    public void Knows(string name, bool expected) => Assert.Equal(expected, Palette.Knows(name));\n}\n"),
        "Palette.Knows(\"red\") says false",
        Replace("Colours/Palette.cs", "Array.IndexOf(Names.All, name) > 0", "Array.IndexOf(Names.All, name) >= 0"),
        null,
        "Colours/Palette.cs");

    /// <summary>NUnit with central versions; a file that two projects link, internals by an attribute, a solution in the old format.</summary>
    private static Sample Linked() => new(
        "linked",
        new SampleRepository()
            .With("All.sln", "Microsoft Visual Studio Solution File, Format Version 12.00\r\nProject(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"Words\", \"src\\Words\\Words.csproj\", \"{11111111-1111-1111-1111-111111111111}\"\r\nEndProject\r\nProject(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"Tool\", \"src\\Tool\\Tool.csproj\", \"{22222222-2222-2222-2222-222222222222}\"\r\nEndProject\r\nProject(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"Words.Tests\", \"tests\\Words.Tests\\Words.Tests.csproj\", \"{33333333-3333-3333-3333-333333333333}\"\r\nEndProject\r\nGlobal\r\nEndGlobal\r\n")
            .With("Directory.Build.props", "<Project>\n  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>\n</Project>\n")
            .With("Directory.Packages.props", "<Project>\n  <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>\n  <ItemGroup><PackageVersion Include=\"NUnit\" Version=\"4.6.1\" /><PackageVersion Include=\"NUnit3TestAdapter\" Version=\"6.3.1\" /><PackageVersion Include=\"Microsoft.NET.Test.Sdk\" Version=\"18.0.1\" /></ItemGroup>\n</Project>\n")
            .With("shared/Cut.cs", "namespace Shared;\n\ninternal static class Cut\n{\n    public static string To(string text, int length) => text.Length < length ? text : text.Substring(0, length - 1) + \"…\";\n}\n")
            .With("src/Words/Words.csproj", Library("Words"))
            .With("src/Words/Visible.cs", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Words.Tests\")]\n")
            .With("src/Tool/Tool.csproj", Library("Tool"))
            .With("tests/Words.Tests/Words.Tests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup><ProjectReference Include=\"../../src/Words/Words.csproj\" />" + NUnitCentral + "</ItemGroup>\n</Project>\n")
            .With("tests/Words.Tests/CutTests.cs", "using NUnit.Framework;\nusing Shared;\n\nnamespace Words.Tests;\n\npublic class CutTests\n{\n    public static IEnumerable<TestCaseData> Cases()\n    {\n        yield return new TestCaseData(\"four\", 4).Returns(\"four\");\n        yield return new TestCaseData(\"five!\", 4).Returns(\"fiv…\");\n    }\n\n    [TestCaseSource(nameof(Cases))]\n    public string To(string text, int length) => Cut.To(text, length);\n}\n"),
        "Cut.To shortens texts that fit exactly",
        Replace("shared/Cut.cs", "text.Length < length", "text.Length <= length"),
        null,
        "shared/Cut.cs");

    /// <summary>MSTest for a library with an embedded resource; the fault throws.</summary>
    private static Sample Rows() => new(
        "rows",
        new SampleRepository()
            .With("Rows/Rows.csproj", SampleSources.Project("<EmbeddedResource Include=\"heads.txt\" LogicalName=\"heads\" />"))
            .With("Rows/heads.txt", "id;name;city\n")
            .With("Rows/Table.cs", "namespace Rows;\n\npublic static class Table\n{\n    public static string[] Heads { get; } = new StreamReader(typeof(Table).Assembly.GetManifestResourceStream(\"heads\")!).ReadLine()!.Split(';');\n\n    public static int WidthOf(string[] row)\n    {\n        var width = 0;\n        for (var i = 0; i <= row.Length; i++)\n        {\n            width += row[i].Length;\n        }\n\n        return width;\n    }\n}\n")
            .With("Rows.Tests/Rows.Tests.csproj", SampleSources.Project(SampleSources.Reference("../Rows/Rows.csproj") + SampleSources.MSTest))
            .With("Rows.Tests/TableTests.cs", "using Microsoft.VisualStudio.TestTools.UnitTesting;\n\nnamespace Rows.Tests;\n\n[TestClass]\npublic class TableTests\n{\n    [TestMethod]\n    public void Width_of_the_heads() => Assert.AreEqual(10, Table.WidthOf(Table.Heads));\n\n    [TestMethod]\n    public void There_are_three() => Assert.HasCount(3, Table.Heads);\n}\n"),
        "Table.WidthOf throws IndexOutOfRangeException for every row",
        Replace("Rows/Table.cs", "i <= row.Length", "i < row.Length"),
        null,
        "Rows/Table.cs");

    /// <summary>What is asked for is more than an edit: only a model writes it.</summary>
    private static Sample Slugs() => new(
        "slugs",
        new SampleRepository()
            .With("src/Slugs/Slugs.csproj", SampleSources.Project())
            .With("src/Slugs/Slug.cs", "namespace Slugs;\n\npublic static class Slug\n{\n    public static string Of(string title) => title.ToLowerInvariant().Replace(' ', '-');\n}\n")
            .With("tests/Slugs.Tests/Slugs.Tests.csproj", SampleSources.Project(SampleSources.Reference("../../src/Slugs/Slugs.csproj") + SampleSources.Xunit))
            .With("tests/Slugs.Tests/SlugTests.cs", "using Xunit;\n\nnamespace Slugs.Tests;\n\npublic class SlugTests\n{\n    [Fact]\n    public void Words_are_joined() => Assert.Equal(\"hello-world\", Slug.Of(\"Hello World\"));\n}\n"),
        "Slugs keep punctuation\n\n`Slug.Of(\"Hello, World!\")` should be `hello-world`: letters and digits stay, everything else becomes one dash, and none stands at either end.",
        "Everything that is no letter or digit becomes one dash.\n\n```csharp path=src/Slugs/Slug.cs\nnamespace Slugs;\n\npublic static class Slug\n{\n    public static string Of(string title)\n    {\n        var words = new string([.. title.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')]);\n        return string.Join('-', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));\n    }\n}\n```\n",
        Test("using Xunit;\n\nnamespace Slugs.Tests;\n\npublic class PunctuationTests\n{\n    [Theory]\n    [InlineData(\"Hello, World!\", \"hello-world\")]\n    [InlineData(\"  C# 14 \", \"c-14\")]\n    public void Punctuation_is_dropped(string title, string slug) => Assert.Equal(slug, Slug.Of(title));\n}\n"),
        "src/Slugs/Slug.cs",
        WithoutModel: false);

    internal static string Replace(string path, string old, string @new) => $"The comparison is wrong.\n\n```csharp path={path}\n<<<<<<< SEARCH\n{old}\n=======\n{@new}\n>>>>>>> REPLACE\n```\n";

    internal static string Test(string code) => $"The test shows what the issue says.\n\n```csharp\n{code}```\n";

    private static string Library(string name) => $"<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup><RootNamespace>{name}</RootNamespace></PropertyGroup>\n  <ItemGroup><Compile Include=\"../../shared/Cut.cs\" Link=\"Shared/Cut.cs\" /></ItemGroup>\n</Project>\n";
}
