namespace CodeRefine.Roslyn.Policy;

/// <summary>Evaluates the condition of an <c>#if</c>. Its recursion is bounded by the length that the caller lets pass.</summary>
internal readonly ref struct ConditionReader(ReadOnlySpan<char> text, HashSet<string> defined)
{
    private readonly ReadOnlySpan<char> text = text;

    public bool Or(ref int at)
    {
        var value = And(ref at);
        while (Take(ref at, "||"))
        {
            value |= And(ref at);
        }

        return value;
    }

    private bool And(ref int at)
    {
        var value = Equality(ref at);
        while (Take(ref at, "&&"))
        {
            value &= Equality(ref at);
        }

        return value;
    }

    private bool Equality(ref int at)
    {
        var value = Not(ref at);
        while (true)
        {
            if (Take(ref at, "=="))
            {
                value = value == Not(ref at);
            }
            else if (Take(ref at, "!="))
            {
                value = value != Not(ref at);
            }
            else
            {
                return value;
            }
        }
    }

    private bool Not(ref int at)
    {
        if (!Peeks(at, "!=") && Take(ref at, "!"))
        {
            return !Not(ref at);
        }

        if (Take(ref at, "("))
        {
            var inner = Or(ref at);
            Take(ref at, ")");
            return inner;
        }

        var start = at;
        while (at < text.Length && (text[at] == '_' || char.IsLetterOrDigit(text[at])))
        {
            at++;
        }

        var name = text[start..at];
        Skip(ref at);
        return name is "true" || (name is not "false" && defined.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name));
    }

    private bool Take(ref int at, string sign)
    {
        Skip(ref at);
        if (!Peeks(at, sign))
        {
            return false;
        }

        at += sign.Length;
        Skip(ref at);
        return true;
    }

    private bool Peeks(int at, string sign) => text[at..].StartsWith(sign, StringComparison.Ordinal);

    private void Skip(ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}
