using System.CommandLine;

namespace CodeRefine.Cli.Commands;

/// <summary>The parser takes an unknown option for an argument's value where one may stand; a person who mistyped an option did not mean that.</summary>
internal static class Words
{
    public static Argument<T> NoOption<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(t => LooksLikeOption(t.Value)) is { } token)
            {
                result.AddError($"`{token.Value}` is no option here");
            }
        });
        return argument;
    }

    public static bool LooksLikeOption(string word) => word.StartsWith('-') && word.Length > 1;
}
