using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Evaluations;
using CodeRefine.Cli.Hosting;
using CodeRefine.Evaluation.Running;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Cli.Commands;

/// <summary><c>merge</c>: the shards of one run as one run.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var runs = new Argument<string[]>("runs") { Description = "The shards: files, or ids of runs in the state folder", HelpName = "RUN", Arity = ArgumentArity.OneOrMore };
        var @out = new Option<string?>("--out") { Description = "The merged run's file (default: named by its set-up, in the state folder)", HelpName = "FILE" };
        var partial = new Option<bool>("--partial") { Description = "Take what is there where shards are missing or not complete" };
        var command = new Command("merge", "Put the shards of a run together") { runs, @out, partial };
        SettingOptions.Add(command, Settings.State);
        ExamplesHelp.Set(command, """
            Examples:
              coderefine merge part-*.sqlite --out whole.sqlite
              coderefine merge out/*.sqlite --partial

            Exit codes: 0 done, 2 they are no shards of one run, or one is missing or not complete.
            """);
        command.SetBody((parse, context, cancellationToken) =>
        {
            var configuration = ConfigurationReader.Read(".", SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            RunFiles.Prepare(configuration);
            var parts = parse.GetValue(runs)!.Select(r => RunFiles.Find(r, configuration)).ToList();
            var target = Path.GetFullPath(parse.GetValue(@out) ?? DefaultTarget(parts[0], configuration));
            RunMerge.Merge(parts, target, RunFiles.IdOf, parse.GetValue(partial));
            using var reader = RunReader.Open(target);
            var document = RunReport.Document(reader, target, new ProgressSnapshot(), cancelled: false, context.Verbose);
            RunReport.Write(context.Terminal, document, reader, context.Verbose);
            context.WriteJson(document);
            return Task.FromResult(document.ExitCode);
        });
        return command;
    }

    private static string DefaultTarget(string part, ResolvedConfiguration configuration)
    {
        using var reader = RunReader.Open(part);
        return Path.Combine(RunFiles.Folder(configuration), RunFiles.IdOf(reader.Run with { Shard = null }) + RunFiles.Extension);
    }
}
