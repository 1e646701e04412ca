using CodeRefine.Agent.Strategies.Catalogue;
using CodeRefine.Core;

namespace CodeRefine.Cli.Configuration;

/// <summary>
/// Options of strategies: <c>{ "strategyOptions": { "best-of-n": { "n": 20 } } }</c> in files, <c>CODEREFINE_STRATEGY_OPTION</c> and <c>--strategy-option</c> with
/// <c>n=20</c> for the strategy of the run and <c>best-of-n.n=20</c> for a named one, several on lines of their own.
/// </summary>
internal static class StrategyOptions
{
    public static ValueRule Rule { get; } = new("NAME=VALUE", t => t.Split('\n').All(l => l.IndexOf('=', StringComparison.Ordinal) > 0));

    /// <summary>The rule of one option; it is the strategy's own.</summary>
    /// <param name="key">With its prefix.</param>
    /// <exception cref="UserErrorException">There is no such strategy or option.</exception>
    public static ValueRule RuleFor(string key, string where)
    {
        var (strategy, name) = Split(key[Settings.StrategyOptionsPrefix.Length..], where);
        var entry = Entry(strategy, where);
        var option = entry.Options.FirstOrDefault(o => o.Name == name);
        return new ValueRule(option?.Expected ?? "", text => Accepts(entry, name, text), option?.Choices is { IsEmpty: false } choices ? [.. choices] : null);
    }

    /// <summary>Puts each option that came as <c>NAME=VALUE</c> under its own key, in place of what a file said.</summary>
    public static void Spread(Dictionary<string, SettingValue> values)
    {
        if (!values.Remove(Settings.StrategyOption.Key, out var given))
        {
            return;
        }

        var current = values.GetValueOrDefault(Settings.Strategy.Key)?.Text ?? StrategyCatalogue.Default;
        foreach (var line in given.Text.Split('\n'))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            var (name, text) = (line[..at].Trim(), line[(at + 1)..].Trim());
            var (strategy, option) = name.Contains('.', StringComparison.Ordinal) ? Split(name, given.Source) : (current, name);
            try
            {
                Entry(strategy, given.Source).Require(new Dictionary<string, string> { [option] = text });
            }
            catch (UserErrorException wrong) when (!wrong.Message.StartsWith(given.Source, StringComparison.Ordinal))
            {
                throw new UserErrorException($"{given.Source}: {wrong.Message}", wrong);
            }

            values[$"{Settings.StrategyOptionsPrefix}{strategy}.{option}"] = given with { Text = text };
        }
    }

    private static bool Accepts(StrategyEntry entry, string name, string text)
    {
        entry.Require(new Dictionary<string, string> { [name] = text });
        return true;
    }

    private static (string Strategy, string Name) Split(string key, string where)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? (key[..dot], key[(dot + 1)..]) : throw new UserErrorException($"{where}: {key}: an option stands under its strategy: {Settings.StrategyOptionsPrefix}STRATEGY.NAME.");
    }

    private static StrategyEntry Entry(string strategy, string where)
    {
        try
        {
            return StrategyCatalogue.Get(strategy);
        }
        catch (UserErrorException wrong)
        {
            throw new UserErrorException($"{where}: {wrong.Message}", wrong);
        }
    }
}
