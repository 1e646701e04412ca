using System.Collections.Immutable;
using System.Globalization;
using CodeRefine.Core;
using CodeRefine.Core.Words;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CodeRefine.Evaluation.Tasks.TaskFolders;

/// <summary>One mapping of a YAML file whose keys are known: what is unknown or of the wrong kind is refused with its line.</summary>
internal sealed class YamlMap
{
    private readonly string file;
    private readonly string prefix;
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);

    public YamlMap(string file, YamlMappingNode mapping, string prefix, params string[] known)
    {
        (this.file, this.prefix) = (file, prefix);
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? throw Error(key, "a key must be a plain name");
            if (!known.Contains(name))
            {
                var nearest = NearestName.Of(name, known);
                throw Error(key, $"'{prefix}{name}' is no key of a task" + (nearest is null ? $"; the keys here are {string.Join(", ", known)}" : $"; did you mean '{prefix}{nearest}'?"));
            }

            values[name] = value;
        }
    }

    public string? Text(string key) => Scalar(key)?.Value;

    public bool? Flag(string key) => Scalar(key) is not { } node ? null : node.Value switch
    {
        "true" => true,
        "false" => false,
        _ => throw Error(node, $"'{prefix}{key}' is true or false, not '{node.Value}'"),
    };

    public string? OneOf(string key, params string[] choices)
    {
        if (Scalar(key) is not { } node)
        {
            return null;
        }

        var nearest = NearestName.Of(node.Value!, choices);
        return choices.Contains(node.Value) ? node.Value
            : throw Error(node, $"'{prefix}{key}' is one of {string.Join(", ", choices)}, not '{node.Value}'" + (nearest is null ? "" : $"; did you mean '{nearest}'?"));
    }

    /// <summary>A number, with or without <paramref name="unit"/> after it, within a range.</summary>
    public double? Number(string key, string unit, double least, double most)
    {
        if (Scalar(key) is not { } node)
        {
            return null;
        }

        var text = node.Value!.EndsWith(unit, StringComparison.OrdinalIgnoreCase) ? node.Value[..^unit.Length] : node.Value;
        return double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Error(node, string.Create(CultureInfo.InvariantCulture, $"'{prefix}{key}' is a number {(unit.Length == 0 ? "" : $"of {unit} ")}from {least} to {most}, not '{node.Value}'"));
    }

    public int? Whole(string key, string unit, int least, int most) =>
        Number(key, unit, least, most) is not { } number ? null
        : number == Math.Floor(number) ? (int)number
        : throw Error(values[key], $"'{prefix}{key}' is a whole number, not '{Text(key)}'");

    /// <summary>A list of texts, or one.</summary>
    /// <param name="problem">Why an item cannot be used, or null.</param>
    public ImmutableArray<string>? Texts(string key, Func<string, string?>? problem = null)
    {
        if (!values.TryGetValue(key, out var node))
        {
            return null;
        }

        var items = node switch
        {
            YamlScalarNode one => [one],
            YamlSequenceNode many => many.Children.Select(c => c as YamlScalarNode ?? throw Error(c, $"'{prefix}{key}' is a list of texts")).ToList(),
            _ => throw Error(node, $"'{prefix}{key}' is a text or a list of texts"),
        };
        foreach (var item in items)
        {
            if (problem?.Invoke(item.Value ?? "") is { } reason)
            {
                throw Error(item, $"'{item.Value}' in '{prefix}{key}' {reason}");
            }
        }

        return [.. items.Select(i => i.Value ?? "")];
    }

    public YamlMap? Map(string key, params string[] known) => !values.TryGetValue(key, out var node) ? null
        : node is YamlMappingNode mapping ? new YamlMap(file, mapping, $"{prefix}{key}.", known)
        : throw Error(node, $"'{prefix}{key}' holds keys of its own: {string.Join(", ", known)}");

    public UserErrorException ErrorAt(string key, string reason) => Error(values[key], reason);

    private YamlScalarNode? Scalar(string key) => !values.TryGetValue(key, out var node) ? null
        : node is YamlScalarNode { Value.Length: > 0 } scalar ? scalar
        : throw Error(node, $"'{prefix}{key}' wants one value");

    private UserErrorException Error(YamlNode node, string reason) => At(file, node.Start, reason);

    internal static UserErrorException At(string file, Mark place, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {place.Line}, column {place.Column}: {reason}."));
}
