using System.Security.Cryptography;
using System.Text;
using CodeRefine.Core.Generated;
using CodeRefine.Roslyn.Generate;

namespace CodeRefine.Agent.Generated;

/// <summary>Puts generated checks into classes that are named by what is in them, so that equal ones are the same file.</summary>
internal static class CheckSources
{
    /// <summary>Stands for the class's name until the source is whole.</summary>
    public const string ClassName = "__Generated__";

    public static GeneratedCheck Of(ShapeCheck shape) => Make(
        shape.Kind,
        shape.Title,
        $$"""
        #nullable disable
        public sealed class {{ClassName}}
        {
        {{shape.Member}}

        {{CheckHelpers.Source}}
        }

        """,
        new Provenance(Provenance.Shape, shape.Shape)) with
    { About = shape.About };

    /// <param name="source">Names its class <see cref="ClassName"/>.</param>
    public static GeneratedCheck Make(GeneratedKind kind, string title, string source, Provenance provenance)
    {
        var id = "Generated_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Essence(source))))[..12];
        return new GeneratedCheck { Id = id, Kind = kind, Title = title, Source = source.Replace(ClassName, id, StringComparison.Ordinal), Provenance = provenance };
    }

    /// <summary>The code without white space: what differs only in layout is the same check.</summary>
    private static string Essence(string source) => string.Concat(source.Where(c => !char.IsWhiteSpace(c)));
}
