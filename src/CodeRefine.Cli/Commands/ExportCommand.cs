using System.CommandLine;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Evaluations;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Core;
using CodeRefine.Core.Words;
using CodeRefine.Evaluation.Exports;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Cli.Commands;

/// <summary><c>export</c>: a run in the form that another program reads.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var run = Words.NoOption(new Argument<string>("run") { Description = "A run's file, its id or the beginning of it, or `last`", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "last" });
        var format = new Option<string>("--format") { Description = "The form, see below", HelpName = "NAME", Required = true };
        format.CompletionSources.Add([.. RunExports.All.Select(e => e.Name)]);
        var output = new Option<string?>("--out") { Description = "The file or folder to write (default: text on standard output)", HelpName = "PATH" };
        var command = new Command("export", "Write a run in the form that another program reads") { run, format, output };
        SettingOptions.Add(command, Settings.State);
        ExamplesHelp.Set(command, $"""
            Examples:
              coderefine export last --format human-eval-results > results.jsonl
              coderefine export humaneval-cs-3f9c --format inspect --out humaneval.eval
              coderefine export last --format multipl-e-results --out results/

            Forms:
            {string.Join('\n', RunExports.All.Select(e => $"  {e.Name,-22} {e.Description}"))}

            The same run gives the same bytes. Training rows hold nothing of the checks that judge but the reward.
            """);
        command.SetBody((parse, context, cancellationToken) =>
        {
            var name = parse.GetValue(format)!;
            var export = RunExports.All.FirstOrDefault(e => e.Name == name)
                ?? throw new UserErrorException($"--format: `{name}` is not one of {string.Join(", ", RunExports.All.Select(e => e.Name))}{(NearestName.Of(name, RunExports.All.Select(e => e.Name)) is { } near ? $"; did you mean `{near}`?" : ".")}");
            var path = parse.GetValue(output);
            if (path is null && (export.Shape != ExportShape.Text || context.Json))
            {
                throw new UserErrorException($"--out: name the {(export.Shape == ExportShape.Folder ? "folder" : "file")} to write{(context.Json ? "; --json has standard output" : "")}.");
            }

            var configuration = ConfigurationReader.Read(".", SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment());
            using var reader = RunReader.Open(RunFiles.Find(parse.GetValue(run)!, configuration));
            var summary = Write(export, reader, path, cancellationToken);
            Say(context, export, reader, path, summary);
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static ExportSummary Write(IRunExport export, RunReader reader, string? path, CancellationToken cancellationToken)
    {
        try
        {
            return export.Write(reader, new ExportFiles(export.Shape, path), cancellationToken);
        }
        catch (Exception refused) when (path is not null && refused is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--out: {path} cannot be written: {refused.Message}", refused);
        }
    }

    private static void Say(CommandContext context, IRunExport export, RunReader reader, string? path, ExportSummary summary)
    {
        var counts = reader.Counts();
        var unfinished = counts.Complete ? "" : $"; the run is not finished, {counts.Planned - counts.Ended} of {counts.Planned} samples have not ended";
        var line = $"{export.Name}: {summary.Rows} {(export.Shape == ExportShape.Folder ? "files" : export.Shape == ExportShape.Binary ? "samples" : "rows")}{(path is null ? "" : $" in {Path.GetFullPath(path)}")}{(summary.LeftOut.Length > 0 ? $"; left out: {summary.LeftOut}" : "")}{unfinished}";
        if (path is null)
        {
            // Standard output has the rows.
            Console.Error.WriteLine(SafeText.Clean(line));
        }
        else
        {
            context.Terminal.Line(Terminal.Escape(line));
        }

        context.WriteJson(new ExportDocument(reader.Run.Id, export.Name, path is null ? "" : Path.GetFullPath(path), summary.Rows, summary.LeftOut));
    }

    private sealed class ExportFiles(ExportShape shape, string? path) : IExportTarget
    {
        public Stream Open(string name)
        {
            if (path is null)
            {
                return Console.OpenStandardOutput();
            }

            var whole = Path.GetFullPath(shape == ExportShape.Folder ? Path.Combine(path, name) : path);
            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            return new FileStream(whole, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        }
    }
}
