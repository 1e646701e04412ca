namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>Small repositories with one fault each.</summary>
internal static class SampleSources
{
    public const string Xunit = """<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />""";
    public const string NUnit = """<PackageReference Include="NUnit" Version="4.6.1" /><PackageReference Include="NUnit3TestAdapter" Version="6.3.1" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />""";
    public const string XunitV3 = """<PackageReference Include="xunit.v3" Version="3.2.2" />""";
    public const string MSTest = """<PackageReference Include="MSTest.TestFramework" Version="4.0.2" /><PackageReference Include="MSTest.TestAdapter" Version="4.0.2" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />""";

    public static string Project(string items = "", string properties = "", string frameworks = "<TargetFramework>net10.0</TargetFramework>") =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>{frameworks}<ImplicitUsings>enable</ImplicitUsings>{properties}</PropertyGroup>\n  <ItemGroup>{items}</ItemGroup>\n</Project>\n";

    public static string Reference(string path) => $"<ProjectReference Include=\"{path}\" />";

    /// <summary>Two libraries, of which the inner one has the fault and two target frameworks; internals that the tests see; xunit.</summary>
    public static SampleRepository TwoProjects() => new SampleRepository()
        .With("src/Lib/Lib.csproj", Project(frameworks: "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>12</LangVersion>"))
        .With("src/Lib/Maths.cs", "namespace Lib\n{\n    public static class Maths\n    {\n        public static int Add(int a, int b)\n        {\n            return a - b;\n        }\n    }\n}\n")
        .With("src/Core/Core.csproj", Project(Reference("../Lib/Lib.csproj") + "<InternalsVisibleTo Include=\"Core.Tests\" />"))
        .With("src/Core/Sums.cs", "namespace Core;\n\ninternal static class Sums\n{\n    public static int Of(IEnumerable<int> numbers) => numbers.Aggregate(0, Lib.Maths.Add);\n}\n")
        .With("tests/Core.Tests/Core.Tests.csproj", Project(Reference("../../src/Core/Core.csproj") + Xunit))
        .With("tests/Core.Tests/SumsTests.cs", "using Xunit;\n\nnamespace Core.Tests;\n\npublic class SumsTests\n{\n    [Fact]\n    public void Adds() => Assert.Equal(6, Sums.Of([1, 2, 3]));\n\n    [Fact]\n    public void Of_nothing_is_zero() => Assert.Equal(0, Sums.Of([]));\n\n    [Fact]\n    public void Two_are_added() => Assert.Equal(3, Lib.Maths.Add(1, 2));\n}\n");

    /// <summary>A library with Windows line endings and a byte order mark, tested by NUnit.</summary>
    public static SampleRepository NamesTestedByNUnit() => Names()
        .With("NTests/NTests.csproj", Project(Reference("../Names/Names.csproj") + NUnit))
        .With("NTests/CountTests.cs", "using NUnit.Framework;\nusing Names;\n\nnamespace NTests;\n\n[TestFixture]\npublic class CountTests\n{\n    private string[] none = null!;\n\n    [SetUp]\n    public void SetUp() => none = [];\n\n    [TestCase(\"a\", ExpectedResult = 1)]\n    [TestCase(\"a b c\", ExpectedResult = 3)]\n    public int Words(string text) => Initials.Count(text.Split(' '));\n\n    [Test]\n    public void Of_nothing() => Assert.That(Initials.Count(none), Is.EqualTo(0));\n}\n");

    /// <summary>The same library tested by NUnit and by MSTest.</summary>
    public static SampleRepository OtherFrameworks() => NamesTestedByNUnit()
        .With("MTests/MTests.csproj", Project(Reference("../Names/Names.csproj") + MSTest))
        .With("MTests/CountTests.cs", "using Microsoft.VisualStudio.TestTools.UnitTesting;\nusing Names;\n\nnamespace MTests;\n\n[TestClass]\npublic class CountTests\n{\n    [TestMethod]\n    [DataRow(\"a b\", 2)]\n    [DataRow(\"a\", 1)]\n    public void Words(string text, int expected) => Assert.AreEqual(expected, Initials.Count(text.Split(' ')));\n\n    [TestMethod]\n    public void Of_nothing() => Assert.AreEqual(0, Initials.Count([]));\n}\n");

    private static SampleRepository Names() => new SampleRepository()
        .With("Names/Names.csproj", Project())
        .With("Names/Initials.cs", [0xEF, 0xBB, 0xBF, .. "namespace Names;\r\n\r\npublic static class Initials\r\n{\r\n    public static int Count(string[] words)\r\n    {\r\n        var count = 0;\r\n        for (var i = 1; i < words.Length; i++)\r\n        {\r\n            count++;\r\n        }\r\n\r\n        return count;\r\n    }\r\n}\r\n"u8]);
}
