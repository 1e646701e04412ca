namespace CodeRefine.Roslyn.Policy;

/// <summary>Conditional compilation: text that is left out is not code, and what stands in it must not be taken for the start of a string.</summary>
internal sealed partial class SourceScanner
{
    private const int maxConditions = 100;
    private const int maxConditionLength = 500;
    private readonly Stack<bool> taken = new();
    private string? directiveExcess;

    private void Directive()
    {
        var effective = lineStart;
        var line = Line();
        if (!effective)
        {
            return;
        }

        switch (Split(line))
        {
            case ("if", var condition):
                Condition(Holds(condition));
                break;
            case ("elif" or "else", _) when taken.Count > 0:
                // The branch before was compiled: this one and all further ones are left out.
                taken.Pop();
                taken.Push(true);
                SkipExcluded();
                break;
            case ("endif", _):
                taken.TryPop(out _);
                break;
            case ("define", var name):
                defined.Add(name);
                break;
            case ("undef", var name):
                defined.Remove(name);
                break;
        }
    }

    private void Condition(bool holds)
    {
        taken.Push(holds);
        Bound(taken.Count);
        if (!holds)
        {
            SkipExcluded();
        }
    }

    private void Bound(int conditions)
    {
        if (conditions > maxConditions)
        {
            directiveExcess ??= $"more than {maxConditions} nested #if";
        }
    }

    /// <summary>Goes line by line to where compiled text starts again.</summary>
    private void SkipExcluded()
    {
        var nested = 0;
        while (at < text.Length && directiveExcess is null)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            var line = Line();
            if (!line.StartsWith('#'))
            {
                continue;
            }

            var (word, condition) = Split(line);
            if (word == "if")
            {
                Bound(taken.Count + ++nested);
            }
            else if (word == "endif" && nested-- == 0)
            {
                taken.TryPop(out _);
                return;
            }
            else if (nested == 0 && word is "elif" or "else" && !taken.Peek() && (word == "else" || Holds(condition)))
            {
                taken.Pop();
                taken.Push(true);
                return;
            }
        }
    }

    private string Line()
    {
        var start = at;
        ToLineEnd();
        return text[start..at];
    }

    private static (string Word, string Operand) Split(string line)
    {
        var body = line.AsSpan(1).Trim();
        var comment = body.IndexOf("//", StringComparison.Ordinal);
        body = comment < 0 ? body : body[..comment].TrimEnd();
        var end = 0;
        while (end < body.Length && char.IsLetter(body[end]))
        {
            end++;
        }

        return (body[..end].ToString(), body[end..].Trim().ToString());
    }

    private bool Holds(string condition)
    {
        if (condition.Length > maxConditionLength)
        {
            directiveExcess ??= $"an #if condition of more than {maxConditionLength} characters";
            return true;
        }

        var position = 0;
        return new ConditionReader(condition, defined).Or(ref position);
    }
}
