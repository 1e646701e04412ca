using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Evaluation.Suites.SweBench;
using CodeRefine.Repositories.Checkouts;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Processes;
using CodeRefine.Repositories.Sdk;
using CodeRefine.Repositories.Testing;

namespace CodeRefine.Evaluation.Batches;

/// <summary>Runs an instance's tests in a checkout of its own: the base commit, an overlay, the patches; loaded, built and run in the SDK's sandbox.</summary>
/// <param name="repository">Where a row's repository (<c>owner/name</c>) is cloned; null where it is not here.</param>
/// <param name="state">CodeRefine's own folder; checkouts are made and removed in it.</param>
/// <param name="overlay">Files put over each checkout, for a base that does not build on this machine as it is: project files for a framework that is installed. Null for none.</param>
public sealed class CheckoutInstanceTests(ISdk sdk, Func<string, string?> repository, string state, string? overlay) : IInstanceTests
{
    private int checkouts;

    public async Task<InstanceRun> RunAsync(SweInstance instance, ImmutableArray<string> patches, CancellationToken cancellationToken)
    {
        if (repository(instance.Repository) is not { } clone)
        {
            return InstanceRun.Failed($"{instance.Repository} is not here: name a clone of it by --repo");
        }

        var folder = Path.Combine(state, "instances", string.Create(CultureInfo.InvariantCulture, $"{instance.Id}-{Environment.ProcessId}-{Interlocked.Increment(ref checkouts)}"));
        try
        {
            var checkout = await Checkout.CreateAsync(await UserRepository.OpenAsync(clone, state, cancellationToken), instance.BaseCommit, includeDirty: false, folder, cancellationToken);
            foreach (var patch in patches.Where(p => p.Length > 0))
            {
                if (await ApplyAsync(checkout.Folder, patch, cancellationToken) is { } refused)
                {
                    return InstanceRun.Failed($"a patch does not apply: {refused}");
                }
            }

            Overlay(checkout.Folder);
            return await RunAsync(checkout, cancellationToken);
        }
        catch (UserErrorException cannot)
        {
            return InstanceRun.Failed(cannot.Message);
        }
        finally
        {
            Discard(folder);
        }
    }

    private async Task<InstanceRun> RunAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        var loader = new RepositoryLoader(sdk, state);
        var loaded = await loader.LoadAsync(checkout, null, cancellationToken);
        var projects = loaded.TestProjects.ToList();
        if (projects.Count == 0)
        {
            return InstanceRun.Failed($"no test project could be loaded{(loaded.Problems is [var first, ..] ? $": {first.Reason}" : "")}");
        }

        await loader.RestoreAsync(checkout, null, cancellationToken);
        var tests = new RepositoryTests(sdk, loader, checkout);
        var build = await tests.BuildAsync(null, cancellationToken);
        var runs = await tests.RunAsync(projects, null, cancellationToken);
        var outcomes = runs.SelectMany(r => r.Outcomes).Where(o => o.Status != TestStatus.Skipped)
            .GroupBy(o => InstanceRun.Plain(o.Id), StringComparer.Ordinal)
            // Run for several frameworks, a test passes where it passes for each.
            .ToImmutableDictionary(g => g.Key, g => g.All(o => o.Status == TestStatus.Passed), StringComparer.Ordinal);
        var problem = build.Select(b => b.Reason).Concat(runs.Select(r => r.Problem).OfType<string>()).FirstOrDefault();
        return new InstanceRun(outcomes, null, problem);
    }

    private static async Task<string?> ApplyAsync(string folder, string patch, CancellationToken cancellationToken)
    {
        var command = new Command("git")
            .WithArguments("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "safe.directory=*", "apply", "--whitespace=nowarn", "--", "-")
            .WithWorkingDirectory(folder)
            .WithEnvironment("GIT_CONFIG_NOSYSTEM", "1").WithEnvironment("GIT_CONFIG_GLOBAL", "/dev/null").WithEnvironment("LC_ALL", "C")
            .WithInput(patch.EndsWith('\n') ? patch : patch + "\n");
        var result = await command.ExecuteAsync(cancellationToken);
        return result.Succeeded ? null : result.Error.Trim().Split('\n')[0];
    }

    private void Overlay(string folder)
    {
        foreach (var file in overlay is null ? [] : Directory.EnumerateFiles(overlay, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(overlay!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static void Discard(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // The SDK's user may own files in it; the next run uses a folder of another name.
        }
    }
}
