using System.CommandLine;
using CodeRefine.Cli.Configuration;

namespace CodeRefine.Cli.Commands;

/// <summary>Settings as options of commands: values stay text here, so that flags, files and the environment are judged by the same rules and words.</summary>
internal static class SettingOptions
{
    private static readonly Dictionary<Setting, Option<string?>> Options = Settings.All.Where(s => s.Flag is not null).ToDictionary(s => s, Create);

    public static Option<string?> For(Setting setting) => Options[setting];

    public static void Add(Command command, params Setting[] settings)
    {
        foreach (var setting in settings)
        {
            command.Add(For(setting));
        }
    }

    /// <summary>The settings that were typed.</summary>
    public static Dictionary<Setting, string> Typed(ParseResult parse) => Options
        .Where(o => parse.GetResult(o.Value) is { Implicit: false })
        .ToDictionary(o => o.Key, o => parse.GetValue(o.Value) ?? "");

    private static Option<string?> Create(Setting setting)
    {
        var option = new Option<string?>(setting.Flag!) { Description = setting.Description, HelpName = setting.ValueName };
        if (setting.IsList)
        {
            option.Arity = ArgumentArity.OneOrMore;
            option.AllowMultipleArgumentsPerToken = false;
            option.CustomParser = result => string.Join('\n', result.Tokens.Select(t => t.Value));
        }

        if (setting.Rule.Choices is { } choices)
        {
            option.CompletionSources.Add([.. choices]);
        }

        return option;
    }
}
