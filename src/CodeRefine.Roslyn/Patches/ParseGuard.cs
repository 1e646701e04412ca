using CodeRefine.Core.Patches;
using Microsoft.CodeAnalysis;

namespace CodeRefine.Roslyn.Patches;

/// <summary>
/// Watches that edits of parts leave a file that parsed parsing. It judges the final text, so that two edits which are
/// balanced only together pass. A file given whole, or one that did not parse before, is the build's to judge.
/// </summary>
internal sealed class ParseGuard(PatchedFiles files)
{
    private readonly Dictionary<string, bool> parsedBefore = [];
    private readonly Dictionary<string, int> brokenBy = [];

    public void After(int index, Edit edit)
    {
        if (files.ChangedPath is not { } path || !PatchedFiles.IsSource(path))
        {
            return;
        }

        if (edit is Edit.WholeFile or Edit.DeleteFile or Edit.ReplaceSpan)
        {
            parsedBefore[path] = files.Tree.Contains(path) && Parses(path);
            brokenBy.Remove(path);
            return;
        }

        if (!parsedBefore.TryGetValue(path, out var sound))
        {
            sound = files.Original.TryGet(path, out var original) && !CodeParsing.Errors(files.Parse(path, original)).Any();
            parsedBefore[path] = sound;
        }

        if (!sound)
        {
            return;
        }

        if (Parses(path))
        {
            brokenBy.Remove(path);
        }
        else
        {
            brokenBy.TryAdd(path, index);
        }
    }

    public IEnumerable<PatchProblem> Problems() => brokenBy.OrderBy(b => b.Value).Select(b =>
    {
        var tree = files.Parse(b.Key);
        var error = CodeParsing.Errors(tree).First();
        return new PatchProblem(b.Value, $"with it `{b.Key}` no longer parses, at {CodeParsing.Describe(error, tree.GetText())}. Send code whose braces and brackets are balanced.");
    });

    private bool Parses(string path) => !CodeParsing.Errors(files.Parse(path)).Any();
}
