namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>Small repositories with one fault each.</summary>
internal static class SampleSources
{
    public const string Xunit = """<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />""";
    public const string NUnit = """<PackageReference Include="NUnit" Version="4.6.1" /><PackageReference Include="NUnit3TestAdapter" Version="6.3.1" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />""";
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
        .With("tests/Core.Tests/SumsTests.cs", "using Xunit;\n\nnamespace Core.Tests;\n\npublic class SumsTests\n{\n    [Fact]\n    public void Adds() => Assert.Equal(6, Sums.Of([1, 2, 3]));\n\n    [Fact]\n    public void Of_nothing_is_zero() => Assert.Equal(0, Sums.Of([]));\n}\n");
}
