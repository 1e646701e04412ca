using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CodeRefine.Core;
using CodeRefine.Evaluation.Tasks.Folders;

namespace CodeRefine.Evaluation.Tasks.Projects;

/// <summary>
/// Reads a project file without MSBuild, whose evaluation would run what the folder says. Conditions and targets are not
/// followed; what of it would change the outcome is noted.
/// </summary>
internal static partial class ProjectFileReader
{
    private const int MostBytes = 256 << 10;

    /// <summary>Packages that only serve to run tests, or that the sandbox has.</summary>
    private static readonly string[] provided = ["xunit", "Microsoft.NET.Test.Sdk", "coverlet", "FsCheck", "FSharp.Core", "CodeRefine.Properties", "Exercism.Tests", "Microsoft.Testing"];

    /// <param name="root">Folder that <paramref name="path"/> is relative to.</param>
    /// <param name="top">Outermost folder in which a <c>Directory.Build.props</c> is looked for.</param>
    public static ProjectFile Read(string root, string path, string top)
    {
        var full = Path.GetFullPath(Path.Combine(root, path));
        var folder = Path.GetDirectoryName(full)!;
        var documents = SharedProperties(folder, top).Append(full).Select(f => (File: f, Xml: Parse(f))).ToList();
        var notes = ImmutableArray.CreateBuilder<string>();
        var properties = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in documents.SelectMany(d => Children(d.Xml, "PropertyGroup")).SelectMany(g => g.Elements()))
        {
            if (IsConditional(property))
            {
                continue;
            }

            var value = Reference().Replace(property.Value.Trim(), m => properties.GetValueOrDefault(m.Groups[1].Value, ""));
            properties[property.Name.LocalName] = value.Length > 4096 ? "" : value;
        }

        var items = documents.SelectMany(d => Children(d.Xml, "ItemGroup")).SelectMany(g => g.Elements()).Where(i => !IsConditional(i)).ToList();
        var packages = Items(items, "PackageReference", "Include").Where(p => p.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        foreach (var package in packages.Where(p => !provided.Any(k => p.StartsWith(k, StringComparison.OrdinalIgnoreCase))))
        {
            notes.Add($"{Path.GetFileName(full)} refers to the package {package}, which is not supplied: sources that use it will not compile.");
        }

        return new ProjectFile
        {
            Path = full,
            Properties = properties.ToImmutable(),
            Packages = packages,
            References = [.. Items(items, "ProjectReference", "Include").Select(r => Path.GetFullPath(Path.Combine(folder, r.Replace('\\', '/'))))],
            CompileInclude = Globs(items, "Include", full, notes),
            CompileRemove = Globs(items, "Remove", full, notes),
            Usings = [.. items.Where(i => i.Name.LocalName == "Using").SelectMany(Usings)],
            Notes = notes.ToImmutable(),
        };
    }

    private static XElement Parse(string full)
    {
        var text = TextFiles.ReadText(Path.GetDirectoryName(full)!, Path.GetFileName(full), MostBytes);
        try
        {
            // No document type: entities could be expanded without end, or fetched.
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            Bound(text);
            return XElement.Load(reader);
        }
        catch (XmlException broken)
        {
            throw new UserErrorException($"{full} is no valid project file: {broken.Message}", broken);
        }
    }

    /// <summary>Depth is looked at first: the tree's own methods go down by recursion.</summary>
    private static void Bound(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.Depth > 32)
            {
                throw new XmlException("elements are nested more than 32 deep.");
            }
        }
    }

    /// <summary>As MSBuild does: the nearest one only.</summary>
    private static IEnumerable<string> SharedProperties(string folder, string top)
    {
        for (var at = folder; at is not null && IsWithin(at, top); at = Path.GetDirectoryName(at))
        {
            if (Statements.IsPlainFile(at, "Directory.Build.props"))
            {
                return [Path.Combine(at, "Directory.Build.props")];
            }
        }

        return [];
    }

    internal static bool IsWithin(string path, string folder) => path == folder || path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<XElement> Children(XElement project, string name) => project.Elements().Where(e => e.Name.LocalName == name && !IsConditional(e));

    private static bool IsConditional(XElement element) => element.Attribute("Condition") is { } condition && !condition.Value.Replace(" ", "", StringComparison.Ordinal).Equals("'$(Configuration)'=='Debug'", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Items(List<XElement> items, string name, string attribute) =>
        items.Where(i => i.Name.LocalName == name).SelectMany(i => (i.Attribute(attribute)?.Value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static ImmutableArray<string> Globs(List<XElement> items, string attribute, string project, ImmutableArray<string>.Builder notes)
    {
        var globs = ImmutableArray.CreateBuilder<string>();
        foreach (var glob in Items(items, "Compile", attribute).Select(g => g.Replace('\\', '/')))
        {
            if ((PathGlobs.Problem(glob) ?? (glob.Contains('(') ? "depends on a property" : null)) is { } problem)
            {
                notes.Add($"{Path.GetFileName(project)}: Compile {attribute} '{glob}' {problem}, and is not followed.");
            }
            else
            {
                globs.Add(glob);
            }
        }

        return globs.ToImmutable();
    }

    private static IEnumerable<string> Usings(XElement item)
    {
        var prefix = item.Attribute("Alias") is { } alias ? $"{alias.Value} = " : item.Attribute("Static")?.Value.Equals("true", StringComparison.OrdinalIgnoreCase) == true ? "static " : "";
        return Items([item], "Using", "Include").Select(u => prefix + u).Where(u => TaskFolders.TaskFileReader.GlobalUsing().IsMatch(u));
    }

    [GeneratedRegex(@"\$\(([\w.]{1,64})\)")]
    private static partial Regex Reference();
}
