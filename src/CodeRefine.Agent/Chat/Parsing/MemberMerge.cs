using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>
/// Puts single members of an answer into a file that is there, member for member. Replacing is a search for the old member's own text, since that
/// needs no compilation to name an overload by its documentation id.
/// </summary>
internal static class MemberMerge
{
    /// <summary>Merges the members of each type that the file declares too; a type that it does not declare is left to the caller.</summary>
    public static IEnumerable<Edit> Types(string path, CodeShape answer, string current, List<string> notes)
    {
        if (CodeShape.Read(current, out _) is not { } file)
        {
            notes.Add($"`{path}` cannot be edited by members; give search/replace blocks.");
            yield break;
        }

        var had = file.Unit.Usings.Select(u => u.ToString()).ToHashSet();
        var added = answer.Unit.Usings.Where(u => u.Alias is null && u.StaticKeyword == default && u.Name is not null && !had.Contains(u.ToString())).Select(u => u.Name!.ToString()).ToList();
        if (added.Count > 0)
        {
            yield return new Edit.AddUsings(path, [.. added]);
        }

        foreach (var type in answer.Types)
        {
            var old = file.Types.FirstOrDefault(t => CodeShape.ShortName(t) == CodeShape.ShortName(type));
            if (old is null)
            {
                notes.Add($"The type {CodeShape.ShortName(type)} is not in `{path}`; give a new type a whole file of its own.");
            }
            else if (old is TypeDeclarationSyntax oldType && type is TypeDeclarationSyntax newType)
            {
                foreach (var edit in Into(path, oldType, newType.Members, current, notes))
                {
                    yield return edit;
                }
            }
            else if (old.ToString() != type.ToString())
            {
                yield return new Edit.SearchReplace(path, old.ToString(), Indent.Like(type.ToString(), old, current));
            }
        }
    }

    /// <summary>Replaces each member that the type has, and adds each that it has not.</summary>
    public static IEnumerable<Edit> Into(string path, TypeDeclarationSyntax type, IEnumerable<MemberDeclarationSyntax> members, string current, List<string> notes)
    {
        foreach (var member in members)
        {
            if (MemberKey.Of(member) is not { } key)
            {
                continue;
            }

            if (CodeShape.LeavesOut(member.ToString(), current))
            {
                notes.Add($"The {key.Kind} {key.Name} leaves code out in a comment; write it whole.");
            }
            else if (MemberKey.Find(type.Members, key) is not { } old)
            {
                yield return new Edit.InsertMember($"T:{CodeShape.NameOf(type)}", member.ToString());
            }
            else if (key.Kind == "type" && old is TypeDeclarationSyntax oldInner && member is TypeDeclarationSyntax inner)
            {
                foreach (var edit in Into(path, oldInner, inner.Members, current, notes))
                {
                    yield return edit;
                }
            }
            else if (Same(old, member))
            {
                continue;
            }
            else
            {
                yield return new Edit.SearchReplace(path, old.ToString(), Indent.Like(member.ToString(), old, current));
            }
        }
    }

    private static bool Same(SyntaxNode a, SyntaxNode b) => a.ToString() == b.ToString();
}
