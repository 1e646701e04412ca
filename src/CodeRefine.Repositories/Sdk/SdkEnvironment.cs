namespace CodeRefine.Repositories.Sdk;

/// <summary>All variables that a build or a test run sees: written here, none of the caller's but where its proxy and its certificates are.</summary>
internal static class SdkEnvironment
{
    /// <summary>What a restore needs to reach the network; no credentials among them.</summary>
    private static readonly string[] network = ["SSL_CERT_FILE", "SSL_CERT_DIR", "NO_PROXY", "no_proxy"];

    public static Dictionary<string, string> Of(SdkPlaces places, SdkRun run, string home)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{places.DotnetRoot}:/usr/bin:/bin",
            ["HOME"] = home,
            ["TMPDIR"] = "/tmp",
            ["DOTNET_ROOT"] = places.DotnetRoot,
            ["DOTNET_CLI_HOME"] = home,
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true",
            ["DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK"] = "true",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["NUGET_PACKAGES"] = places.Packages,
            ["NUGET_CERT_REVOCATION_MODE"] = "offline",
            ["TZ"] = "UTC",
        };
        if (places.UserPackages is { } user)
        {
            variables["NUGET_FALLBACK_PACKAGES"] = user;
        }

        foreach (var name in run.Network ? network : [])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = value;
            }
        }

        return variables;
    }
}
