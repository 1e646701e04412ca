using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CodeRefine.Cli.Commands;

/// <summary>The usual help, then a command's examples and further words.</summary>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<Command, string> Epilogues = [];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (Epilogues.TryGetValue(parseResult.CommandResult.Command, out var epilogue))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(epilogue);
        }

        return code;
    }

    /// <summary>Sets what help shows after the options of <paramref name="command"/>.</summary>
    public static void Set(Command command, string epilogue) => Epilogues[command] = epilogue;

    /// <summary>Puts this in the place of the help option's own action.</summary>
    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((HelpAction)help.Action! is { } usual ? Fixed(usual) : throw new InvalidOperationException("The help option has no action."));
    }

    /// <summary>A width of its own, so that help reads the same in a pipe, a test and a terminal.</summary>
    private static HelpAction Fixed(HelpAction usual)
    {
        usual.MaxWidth = 110;
        return usual;
    }
}
