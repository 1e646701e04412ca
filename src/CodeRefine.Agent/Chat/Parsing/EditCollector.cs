using CodeRefine.Core.Patches;

namespace CodeRefine.Agent.Chat.Parsing;

/// <summary>Turns the blocks of one answer into edits, in their order; a file given whole more than once counts as it was given last.</summary>
internal sealed class EditCollector(AnswerContext context, List<string> notes)
{
    private readonly List<(string Path, Edit Edit)> edits = [];
    private readonly List<string> passed = [];
    private readonly TargetFinder targets = new(context);
    private (CodeShape Shape, string? Hint, string Text)? cutOff;

    /// <summary>Blocks that were passed over because they are plainly no code of the solution; worth saying only where there is nothing else.</summary>
    public IReadOnlyList<string> Passed => passed;

    public void Add(AnswerBlock block)
    {
        if (Languages.IsOther(block.Language))
        {
            notes.Add($"A block of {block.Language} was not used: the task is C#.");
        }
        else if (block.Lines.Any(SearchReplaceBlocks.IsSearchMark))
        {
            AddSearchReplace(block);
        }
        else if (block.Language is "diff" or "patch" or "udiff")
        {
            notes.Add("A diff was not used: give whole files or search/replace blocks.");
        }
        else if (Languages.IsCSharp(block.Language) || PathHints.InLine(block.Info) is not null)
        {
            AddCode(block);
        }
        else
        {
            passed.Add($"A block of {Shorten(block.Language)} was passed over.");
        }
    }

    /// <summary>An answer without fences: the lines from the first that looks like code, where they parse.</summary>
    public void AddBare(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            notes.Add("The answer was empty.");
            return;
        }

        var code = BareCode.In(trimmed);
        if (code is null)
        {
            notes.Add("The answer held no code.");
            return;
        }

        AddCode(new AnswerBlock("", "", code.Split('\n'), true));
    }

    /// <summary>
    /// The last block of an answer that ended before it was whole, where there is nothing else and each member of the file at least begins in it: what is complete may
    /// be the solution, and tool correction closes the rest.
    /// </summary>
    public void AddCutOff()
    {
        if (cutOff is not (var shape, var hint, var text))
        {
            return;
        }

        var path = edits.Count > 0 || shape.Types.Count == 0 ? null : hint is not null ? targets.Editable(hint, notes) : targets.ByTypes(shape, notes);
        var current = path is not null && context.Tree.TryGet(path, out var file) ? file.Text : "";
        if (path is null || context.PartlyShown.Contains(path) || CodeShape.LeavesOut(text, current) || targets.LacksMembers(shape, path))
        {
            notes.Add("The last block was not used: the answer ended before it was whole.");
            return;
        }

        AddWhole(path, text);
        notes.Add("The answer ended before its last block was whole: what there is was taken.");
    }

    public Patch? ToPatch()
    {
        var kept = edits.Select(e => e.Edit).Distinct().ToList();
        if (kept.Count == 0)
        {
            return null;
        }

        var files = edits.Select(e => e.Path).Distinct().Order(StringComparer.Ordinal).ToList();
        var verb = kept.TrueForAll(e => e is Edit.WholeFile) ? "Write" : "Edit";
        return new Patch([.. kept], files.Count <= 3 ? $"{verb} {string.Join(", ", files)}" : $"{verb} {files.Count} files");
    }

    private void AddSearchReplace(AnswerBlock block)
    {
        var hint = PathHints.Of(block, out _);
        var found = SearchReplaceBlocks.Read(block.Lines, out var unfinished);
        if (unfinished > 0)
        {
            notes.Add(unfinished == 1 ? "A search/replace block is not whole; it needs its three marks." : $"{unfinished} search/replace blocks are not whole; each needs its three marks.");
        }

        foreach (var (own, search, replace) in found)
        {
            hint = own ?? hint;
            var path = hint is null ? targets.OnlyFile : targets.Editable(hint, notes);
            if (hint is not null && path is null)
            {
                continue;
            }

            if (search.Trim().Length > 0)
            {
                edits.Add((path ?? "(searched)", new Edit.SearchReplace(path, search, replace)));
            }
            else if (path is not null && (!context.Tree.TryGet(path, out var there) || there.Text.Trim().Length == 0))
            {
                AddWhole(path, replace);
            }
            else
            {
                notes.Add("A search/replace block searches for nothing; its first part must hold the lines to replace.");
            }
        }
    }

    private void AddCode(AnswerBlock block)
    {
        var hint = PathHints.Of(block, out var lines);
        var text = string.Join('\n', lines);
        if (text.Trim().Length == 0)
        {
            return;
        }

        if (CodeShape.Read(text, out var problem) is not { } shape)
        {
            notes.Add($"A block was not used: {problem}.");
        }
        else if (!block.Closed && shape.Errors > 0)
        {
            cutOff = (shape, hint, text);
        }
        else if (shape.Members.Count > 0)
        {
            AddMembers(shape, hint);
        }
        else if (!shape.IsFile || (shape.Types.Count == 0 && hint is null && !targets.OnlyFileHasStatements))
        {
            notes.Add(block.Language.Length == 0 && shape.Errors > 0 ? "A block without a language was not used: it is not C#." : "A block was not used: it declares no type and no member.");
        }
        else
        {
            AddFile(shape, hint, text);
        }
    }

    private void AddFile(CodeShape shape, string? hint, string text)
    {
        var path = hint is not null ? targets.Editable(hint, notes) : targets.ByTypes(shape, notes);
        if (path is null)
        {
            return;
        }

        var current = context.Tree.TryGet(path, out var file) ? file.Text : "";
        var partial = CodeShape.LeavesOut(text, current) || context.PartlyShown.Contains(path) || (hint is null && targets.LacksMembers(shape, path));
        if (!partial)
        {
            AddWhole(path, text);
        }
        else if (current.Length == 0)
        {
            notes.Add($"`{path}` leaves code out in a comment; write the whole file.");
        }
        else
        {
            AddMerged(path, MemberMerge.Types(path, shape, current, notes));
        }
    }

    private void AddMembers(CodeShape shape, string? hint)
    {
        foreach (var member in shape.Members)
        {
            if (targets.TypeFor(member, hint, notes) is var (path, type))
            {
                AddMerged(path, MemberMerge.Into(path, type, [member], context.Tree[path].Text, notes));
            }
        }
    }

    private void AddMerged(string path, IEnumerable<Edit> merged)
    {
        var (editsBefore, notesBefore) = (edits.Count, notes.Count);
        edits.AddRange(merged.Select(e => (path, e)));
        if (edits.Count == editsBefore && notes.Count == notesBefore)
        {
            notes.Add($"A block for `{path}` changes nothing.");
        }
    }

    /// <summary>What was given for the file before is out of date.</summary>
    private void AddWhole(string path, string text)
    {
        var whole = new Edit.WholeFile(path, text.TrimEnd('\n') + "\n");
        if (edits.RemoveAll(e => e.Path == path && e.Edit != whole) > 0)
        {
            notes.Add($"`{path}` was given more than once; the last counts.");
        }

        edits.Add((path, whole));
    }

    private static string Shorten(string word) => word.Length <= 20 ? word : word[..20] + "…";
}
