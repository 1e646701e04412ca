using CodeRefine.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace CodeRefine.Evaluation.Tasks.TaskFolders;

/// <summary>Parses YAML that anybody may have written.</summary>
internal static class YamlText
{
    private const int MostDepth = 8;

    /// <returns>Null where the file holds nothing.</returns>
    /// <exception cref="UserErrorException">It is broken, or deeper than a task's file ever is.</exception>
    public static YamlMappingNode? ReadMapping(string file, string text)
    {
        try
        {
            Bound(file, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count switch
            {
                0 => null,
                1 => stream.Documents[0].RootNode switch
                {
                    YamlMappingNode mapping => mapping,
                    YamlScalarNode { Value: "" or null } => null,
                    var other => throw YamlMap.At(file, other.Start, "a task's file holds keys and values, such as 'title: Sum a range'"),
                },
                _ => throw YamlMap.At(file, stream.Documents[1].RootNode.Start, "a task's file holds one document"),
            };
        }
        catch (YamlException broken)
        {
            throw new UserErrorException($"{YamlMap.At(file, broken.Start, "this is no valid YAML").Message.TrimEnd('.')}: {broken.Message.TrimEnd('.')}.", broken);
        }
    }

    /// <summary>The object model is built by recursion and follows aliases: depth would end in a stack overflow that nothing catches, aliases in cycles.</summary>
    private static void Bound(string file, string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MostDepth + 2)
            {
                throw YamlMap.At(file, parser.Current.Start, "this is nested deeper than any key of a task");
            }

            if (parser.Current is AnchorAlias)
            {
                throw YamlMap.At(file, parser.Current.Start, "aliases are not supported here: write the value out");
            }
        }
    }
}
