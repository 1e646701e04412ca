using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// Asks the emitted metadata whether anything of the table can be in it. Whatever a program calls, it names there, so this
/// misses nothing, and it takes a fraction of a millisecond where binding every name of the sources again takes many.
/// </summary>
internal static class MetadataGate
{
    private static readonly FrozenSet<string> types = RefusedApis.Rows.Where(r => r.Kind == 'T').Select(r => r.Name).ToFrozenSet();
    private static readonly ImmutableArray<string> namespaces = [.. RefusedApis.Rows.Where(r => r.Kind == 'N').Select(r => r.Name)];
    private static readonly FrozenSet<(string Type, string Member)> members = RefusedApis.Rows
        .Where(r => r.Kind is 'M' or 'P')
        .SelectMany(r => Accessors(r).Select(m => (r.Name[..(r.Name.LastIndexOf('.'))], m)))
        .ToFrozenSet();

    /// <summary>Types of the table without which none of their members can be used by reflection either.</summary>
    private static readonly FrozenSet<string> typesOfMembers = members.Select(m => m.Type).Where(t => t is not ("System.Reflection.Assembly" or "System.Type" or "System.Activator" or "System.Console") && !RefusedApis.Everyday.Contains(t)).Append(RefusedApis.BindingFlags).ToFrozenSet();

    /// <summary>True where the sources must be looked at: the assembly names a type, a member or a feature that the table refuses.</summary>
    public static bool NeedsALook(ImmutableArray<byte> pe)
    {
        using var file = new PEReader(pe);
        var reader = file.GetMetadataReader();
        return reader.GetTableRowCount(TableIndex.ImplMap) > 0
            || reader.GetTableRowCount(TableIndex.FieldLayout) > 0
            || HasModuleInitializer(reader)
            || reader.TypeDefinitions.Any(t => IsRefusedName(reader, reader.GetTypeDefinition(t)))
            || reader.TypeReferences.Any(t => IsRefused(reader, t))
            || reader.MemberReferences.Any(m => IsRefused(reader, reader.GetMemberReference(m)));
    }

    /// <summary>Late binding names its members in strings, which only the sources tell.</summary>
    private static bool IsLateBinding(string name) => name == "Microsoft.CSharp.RuntimeBinder.Binder";

    private static bool IsRefused(MetadataReader reader, TypeReferenceHandle handle)
    {
        var name = FullName(reader, handle);
        return types.Contains(name) || typesOfMembers.Contains(name) || IsLateBinding(name) || namespaces.Any(n => name.StartsWith(n, StringComparison.Ordinal) && name[n.Length] == '.');
    }

    /// <summary>Attributes that work by their name alone can be declared by the candidate itself.</summary>
    private static bool IsRefusedName(MetadataReader reader, TypeDefinition type) =>
        !type.Namespace.IsNil && types.Contains($"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}");

    private static bool IsRefused(MetadataReader reader, MemberReference member) =>
        member.Parent.Kind == HandleKind.TypeReference
        && members.Contains((FullName(reader, (TypeReferenceHandle)member.Parent), reader.GetString(member.Name)));

    private static bool HasModuleInitializer(MetadataReader reader) =>
        reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(1)).GetMethods().Any(m => reader.StringComparer.Equals(reader.GetMethodDefinition(m).Name, ".cctor"));

    private static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? FullName(reader, (TypeReferenceHandle)type.ResolutionScope) + "." + name
            : type.Namespace.IsNil ? name
            : reader.GetString(type.Namespace) + "." + name;
    }

    private static IEnumerable<string> Accessors(RefusedApi row) => row.Kind == 'P' ? ["get_" + row.SimpleName, "set_" + row.SimpleName] : [row.SimpleName];
}
