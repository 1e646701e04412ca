namespace CodeRefine.Roslyn.Policy;

internal sealed partial class SourceScanner
{
    /// <summary>A string literal from its quotes on.</summary>
    /// <param name="Dollars">0 for one without holes; a raw one's holes open with so many braces.</param>
    /// <param name="Quotes">1, or the number of a raw string's quotes.</param>
    private readonly record struct StringForm(int Dollars, bool Verbatim, int Quotes, bool ManyLines)
    {
        public bool Raw => Quotes >= 3;
    }

    /// <summary>A hole that is being scanned as code.</summary>
    /// <param name="Depth">Depth of brackets inside the hole.</param>
    private readonly record struct Interpolation(StringForm Form, int Depth);

    /// <summary>Null where the character starts no string. Moves past the opening quotes.</summary>
    private StringForm? StringStart()
    {
        var from = at;
        int dollars = 0, ats = 0;
        while (Peek(0) is '$' or '@')
        {
            _ = text[at++] == '$' ? dollars++ : ats++;
        }

        var quotes = 0;
        while (Peek(0) == '"')
        {
            at++;
            quotes++;
        }

        if (quotes == 0)
        {
            at = from;
            return null;
        }

        if (quotes >= 3 && ats == 0)
        {
            return new(dollars, Verbatim: false, quotes, StartsNewLine());
        }

        // Of several quotes only the first opens: the next are the content's or the end.
        at -= quotes - 1;
        return new(dollars, ats > 0, 1, ManyLines: ats > 0);
    }

    private bool StartsNewLine()
    {
        var ahead = at;
        while (ahead < text.Length && text[ahead] is ' ' or '\t')
        {
            ahead++;
        }

        return ahead < text.Length && IsNewLine(text[ahead]);
    }

    private void Begin(StringForm form) => Content(form);

    /// <summary>Goes on to the string's end or into its next hole.</summary>
    private void Content(StringForm form)
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (IsNewLine(c) && !form.ManyLines)
            {
                Unsure |= form.Dollars > 0 || form.Raw;
                return;
            }

            if (c == '"' ? QuoteEnds(form) : c == '{' && form.Dollars > 0 && OpensHole(form))
            {
                return;
            }

            if (c is not ('"' or '{') || (c == '{' && form.Dollars == 0))
            {
                at += c == '\\' && !form.Verbatim && !form.Raw && !IsNewLine(Peek(1)) ? 2 : 1;
            }
        }

        Unsure |= form.Dollars > 0 || form.ManyLines;
    }

    private bool QuoteEnds(StringForm form)
    {
        var run = Run('"');
        if (form.Raw)
        {
            at += run;
            return run >= form.Quotes;
        }

        var escaped = form.Verbatim && run > 1;
        at += escaped ? 2 : 1;
        return !escaped;
    }

    private bool OpensHole(StringForm form)
    {
        var run = Run('{');
        if (form.Raw ? run < form.Dollars : run > 1)
        {
            at += form.Raw ? run : 2;
            return false;
        }

        at += run;
        meter.Open('{');
        holes.Push(new(form, meter.Depth));
        return true;
    }

    private void EndHole(Interpolation hole, char c)
    {
        if (c == ':')
        {
            // A format clause is text up to the closing brace.
            while (at < text.Length && text[at] is not ('}' or '"') && !IsNewLine(text[at]))
            {
                at++;
            }

            if (Peek(0) != '}')
            {
                Unsure = true;
                return;
            }
        }

        holes.Pop();
        meter.Close('}');
        at += hole.Form.Raw ? Math.Min(Run('}'), hole.Form.Dollars) : 1;
        Content(hole.Form);
    }

    private int Run(char c)
    {
        var end = at;
        while (end < text.Length && text[end] == c)
        {
            end++;
        }

        return end - at;
    }
}
