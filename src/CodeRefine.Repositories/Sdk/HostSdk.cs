using CodeRefine.Repositories.Processes;

namespace CodeRefine.Repositories.Sdk;

/// <summary>The SDK on this machine as it is, for those who ask for no sandbox by name: only the environment is cut down.</summary>
public sealed class HostSdk(SdkPlaces places) : ISdk
{
    public string Name => "none";

    public SdkPlaces Places => places;

    public Task OwnAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<SdkResult> RunAsync(SdkRun run, CancellationToken cancellationToken)
    {
        var home = Path.Combine(places.Packages, "..", "home");
        Directory.CreateDirectory(home);
        Directory.CreateDirectory(places.Packages);
        var command = new Command(Path.Combine(places.DotnetRoot, "dotnet")) { Arguments = run.Arguments, InheritedEnvironment = [] }.WithWorkingDirectory(run.WorkingDirectory ?? run.Folder);
        foreach (var (name, value) in SdkEnvironment.Of(places, run, Path.GetFullPath(home)))
        {
            command = command.WithEnvironment(name, value);
        }

        using var late = new CancellationTokenSource(run.Timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var result = await command.ExecuteAsync(either.Token);
            return new SdkResult(result.ExitCode, result.Output + result.Error, false, result.Duration);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new SdkResult(-1, $"It did not end within {run.Timeout.TotalSeconds:0} s.", true, run.Timeout);
        }
    }
}
