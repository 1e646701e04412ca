using CodeRefine.Core;
using CodeRefine.Core.Checks;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Processes;
using CodeRefine.Sandboxes.Images;

namespace CodeRefine.Cli.Benchmarks;

/// <summary>A problem's sources and checks as one ordinary xunit project in a temporary folder.</summary>
internal sealed class ThrowAwayProject : IDisposable
{
    private static readonly string[] Inherited = [.. Command.UsualEnvironment, "HOME", "DOTNET_ROOT", "DOTNET_CLI_HOME", "NUGET_PACKAGES", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"];
    private readonly string folder = Directory.CreateTempSubdirectory("coderefine-bench-").FullName;

    private readonly bool servers;

    /// <param name="servers">The compiler's and MSBuild's servers may be used and stay up.</param>
    public ThrowAwayProject(Problem problem, bool servers)
    {
        this.servers = servers;
        foreach (var (path, file) in problem.Sources.Files.Concat(problem.CheckSources.Files).Where(f => f.Key.EndsWith(".cs", StringComparison.Ordinal)))
        {
            Write(path, file);
        }

        File.WriteAllText(Path.Combine(folder, "Throwaway.csproj"), Project(problem.Compile, problem.Framework == CheckFramework.XunitV3));
        // Nothing of a folder above reaches it.
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
    }

    public void Write(string path, SourceFile file)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, SourceBytes.Encode(file));
    }

    /// <summary>Builds and runs it; failing tests are a result like another.</summary>
    /// <exception cref="UserErrorException">No test ran: the packages can't be restored, or the project doesn't build.</exception>
    public async Task TestAsync(CancellationToken cancellationToken)
    {
        var command = new Command("dotnet").WithArguments("test", folder, "--nologo").WithWorkingDirectory(folder).WithInheritedEnvironment(Inherited).WithEnvironment("DOTNET_CLI_UI_LANGUAGE", "en").WithEnvironment("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
            .WithEnvironment("MSBUILDDISABLENODEREUSE", servers ? "0" : "1").WithEnvironment("UseSharedCompilation", servers ? "true" : "false").WithEnvironment("DOTNET_CLI_USE_MSBUILD_SERVER", servers ? "1" : "0");
        var result = await command.ExecuteAsync(cancellationToken);
        if (!result.Output.Contains("Total:", StringComparison.Ordinal))
        {
            var error = result.Output.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase))?.Trim() ?? $"exit code {result.ExitCode}";
            throw new UserErrorException($"`dotnet test` ran no test: {error}", UserErrorKind.Environment);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Project(CompileSettings settings, bool isXunitV3) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
            <LangVersion>{settings.LangVersion}</LangVersion>
            <Nullable>{settings.Nullable}</Nullable>
            <ImplicitUsings>{(settings.ImplicitUsings ? "enable" : "disable")}</ImplicitUsings>
            <AllowUnsafeBlocks>{settings.AllowUnsafe}</AllowUnsafeBlocks>
            <IsPackable>false</IsPackable>
            <OutputType>{(isXunitV3 ? "Exe" : "Library")}</OutputType>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />
            <PackageReference Include="{(isXunitV3 ? "xunit.v3" : "xunit")}" Version="{(isXunitV3 ? "3.2.2" : "2.9.3")}" />
            <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
          </ItemGroup>
          <ItemGroup>
            <Reference Include="{Path.Combine(TestHostFolder.Find(), isXunitV3 ? "xunit.v3/CodeRefine.Properties.XunitV3.dll" : "CodeRefine.Properties.dll")}" />
            <Reference Include="{Path.Combine(TestHostFolder.Find(), "FsCheck.dll")}" />
            <Reference Include="{Path.Combine(TestHostFolder.Find(), "FSharp.Core.dll")}" />
          </ItemGroup>
        </Project>
        """;
}
