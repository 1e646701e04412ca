using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Models;
using CodeRefine.Models.Ollama;
using CodeRefine.Models.OpenAI;
using CodeRefine.Repositories.Processes;
using CodeRefine.Sandboxes;
using CodeRefine.Sandboxes.Cells;

namespace CodeRefine.Cli.Wiring;

/// <summary>What this machine has, what is missing, and what mends it.</summary>
internal static class MachineReport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<DoctorDocument> OfAsync(ResolvedConfiguration configuration, CommandContext context, CancellationToken cancellationToken)
    {
        var probe = await SandboxProbe.RunAsync(cancellationToken);
        var ollama = OllamaAsync(configuration, context, cancellationToken);
        var openai = OpenAIAsync(configuration, context, cancellationToken);
        var docker = Item(Docker(probe.Docker), probe.Chosen);
        var bubblewrap = Item(Bubblewrap(probe.Bubblewrap), probe.Chosen);
        List<DoctorItem> items =
        [
            new("runtime", "ok", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, null),
            await ProgramAsync("sdk", "dotnet", "needed to build CodeRefine from a clone and for `bench verdict` only", needed: false, "install the .NET SDK: https://dot.net/download", cancellationToken),
            await ProgramAsync("git", "git", "keeps the history of runs", needed: true, "apt-get install -y git", cancellationToken),
            TestHost(probe.TestHost),
            docker,
            Image(probe.Docker),
            bubblewrap,
            await ollama,
            await openai,
        ];
        return new DoctorDocument(items.TrueForAll(i => i.Status != "missing"), items);
    }

    public static SandboxView Docker(DockerProbe docker) => docker.Reachable
        ? new SandboxView(SandboxFactory.Docker, true, $"{docker.EngineName} engine {docker.EngineVersion} at {docker.Endpoint}, cgroup v{docker.CgroupVersion}{(docker.Seccomp ? ", seccomp" : ", no seccomp")}{(docker.Rootless ? ", rootless" : "")}", null)
        : new SandboxView(SandboxFactory.Docker, false, docker.Problem ?? "no engine answers", SetUpHint.Text);

    public static SandboxView Bubblewrap(BubblewrapProbe bubblewrap) => bubblewrap.Usable
        ? new SandboxView(SandboxFactory.Bubblewrap, true, $"bubblewrap {bubblewrap.Version}", null)
        : new SandboxView(SandboxFactory.Bubblewrap, false, bubblewrap.Problem ?? "does not work", SetUpHint.Text);

    /// <summary>One sandbox is enough: the other's absence is only said.</summary>
    private static DoctorItem Item(SandboxView view, string? chosen) => new(view.Name, view.Usable ? "ok" : chosen is null ? "missing" : "absent", view.Usable && view.Name == chosen ? $"{view.Detail} (auto takes it)" : view.Detail, view.Fix);

    private static DoctorItem Image(DockerProbe docker) => docker switch
    {
        { Reachable: false } => new("image", "absent", "needs a Docker engine", null),
        { ImageTag: null } => new("image", "missing", docker.Problem ?? "cannot be put together", "coderefine sandbox build"),
        { ImagePresent: true } => new("image", "ok", docker.ImageTag, null),
        _ => new("image", "absent", $"{docker.ImageTag} is not built yet; the first run builds it", "coderefine sandbox build"),
    };

    private static DoctorItem TestHost(TestHostProbe host) => host.Folder is { } folder
        ? new("test host", "ok", folder, null)
        : new("test host", "missing", host.Problem ?? "is not there", "build CodeRefine again, or set CODEREFINE_TESTHOST");

    private static async Task<DoctorItem> ProgramAsync(string name, string program, string purpose, bool needed, string fix, CancellationToken cancellationToken)
    {
        try
        {
            var result = await new Command(program).WithArguments("--version").WithInheritedEnvironment([.. Command.UsualEnvironment, "HOME", "DOTNET_ROOT"]).ExecuteAsync(cancellationToken);
            return result.Succeeded
                ? new DoctorItem(name, "ok", result.Output.Trim().Split('\n')[0], null)
                : new DoctorItem(name, needed ? "missing" : "absent", $"{program} ends with exit code {result.ExitCode}; {purpose}", fix);
        }
        catch (CommandNotStartedException)
        {
            return new DoctorItem(name, needed ? "missing" : "absent", $"there is no {program} on the PATH; {purpose}", fix);
        }
    }

    private static Task<DoctorItem> OllamaAsync(ResolvedConfiguration configuration, CommandContext context, CancellationToken cancellationToken)
    {
        var options = ModelSetUp.Options(configuration, null, context.Variable);
        return ServerAsync("ollama", options, t => OllamaServer.ListAsync(options, context.Time, t), context, "start it with `ollama serve`, or set ollama.baseUrl", cancellationToken);
    }

    /// <summary>The public service is asked only where there is a key for it.</summary>
    private static Task<DoctorItem> OpenAIAsync(ResolvedConfiguration configuration, CommandContext context, CancellationToken cancellationToken)
    {
        var options = ModelSetUp.Options(configuration, ModelReference.Parse("openai:any"), context.Variable);
        return options.OpenAIKey is null && options.OpenAIUrl == ModelOptions.Default.OpenAIUrl
            ? Task.FromResult(new DoctorItem("openai", "absent", "no key and no server of one's own is configured", "set OPENAI_API_KEY, or openai.baseUrl to a compatible server"))
            : ServerAsync("openai", options, t => OpenAIServer.ListAsync(options, context.Time, t), context, "check openai.baseUrl and the key", cancellationToken);
    }

    private static async Task<DoctorItem> ServerAsync(string name, ModelOptions options, Func<CancellationToken, Task<ServerModels>> list, CommandContext context, string fix, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var models = await list(either.Token);
            return models.Answers
                ? new DoctorItem(name, "ok", $"{models.Url}: {(models.Models.IsEmpty ? "no models" : string.Join(", ", models.Models.Take(8)))}{(models.Models.Length > 8 ? $" and {models.Models.Length - 8} more" : "")}", null)
                : new DoctorItem(name, "absent", models.Problem!, fix);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var url = name == "ollama" ? options.OllamaUrl : options.OpenAIUrl;
            return new DoctorItem(name, "absent", $"{url} does not answer within {Patience.TotalSeconds:0} s", fix);
        }
    }
}
