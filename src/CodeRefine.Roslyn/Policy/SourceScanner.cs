namespace CodeRefine.Roslyn.Policy;

/// <summary>
/// A lexer that keeps no tokens and never recurses: it tells strings, comments and excluded text from code and shows the code to a meter.
/// It must agree with the compiler on where strings end, or sources could hide from it; where one is malformed, <see cref="Unsure"/> says so.
/// </summary>
internal sealed partial class SourceScanner
{
    private readonly string text;
    private readonly HashSet<string> defined;
    private readonly NestingMeter meter = new();
    private readonly Stack<Interpolation> holes = new();
    private int at;
    private bool lineStart = true;

    private SourceScanner(string text, IEnumerable<string> defines)
    {
        this.text = text;
        defined = new(defines, StringComparer.Ordinal);
    }

    /// <summary>A string or an interpolation is malformed: what was taken for text may be code.</summary>
    public bool Unsure { get; private set; }

    /// <summary>What exceeds a limit, and the line where; null where nothing does.</summary>
    public static (string Excess, int Line)? Scan(string text, IEnumerable<string> defines)
    {
        var scanner = new SourceScanner(text, defines);
        scanner.Run();
        var excess = scanner.meter.Excess ?? scanner.directiveExcess ?? (scanner.Unsure ? TooManyBrackets(text) : null);
        return excess is null ? null : (excess, 1 + text.AsSpan(0, Math.Min(scanner.at, text.Length)).Count('\n'));
    }

    /// <summary>Where strings can't be told from code, all brackets of the file count, as if each stood in the one before.</summary>
    private static string? TooManyBrackets(string text)
    {
        const int limit = 4_000;
        var brackets = text.Count(c => c is '(' or '[' or '{');
        return brackets > limit ? $"a malformed string and more than {limit} brackets" : null;
    }

    private void Run()
    {
        while (at < text.Length && meter.Excess is null && directiveExcess is null)
        {
            Step(text[at]);
        }

        Unsure |= holes.Count > 0;
    }

    private void Step(char c)
    {
        if (IsNewLine(c))
        {
            at++;
            lineStart = true;
        }
        else if (char.IsWhiteSpace(c))
        {
            at++;
        }
        else if (c == '#')
        {
            Directive();
        }
        else
        {
            lineStart = false;
            Token(c);
        }
    }

    private void Token(char c)
    {
        if (c == '/' && Peek(1) is '/' or '*')
        {
            Comment();
        }
        else if (c is '"' or '@' or '$' && StringStart() is { } start)
        {
            meter.Operand();
            Begin(start);
        }
        else if (c == '\'')
        {
            meter.Operand();
            Character();
        }
        else if (c == '_' || c == '@' || c == '\\' || char.IsLetterOrDigit(c))
        {
            Word();
        }
        else
        {
            Mark(c);
        }
    }

    private void Mark(char c)
    {
        if (holes.TryPeek(out var hole) && meter.Depth == hole.Depth && (c == '}' || (c == ':' && Peek(1) != ':')))
        {
            EndHole(hole, c);
            return;
        }

        at++;
        switch (c)
        {
            case '(' or '[' or '{':
                meter.Open(c);
                break;
            case ')' or ']' or '}':
                Unsure |= !meter.Close(c) && holes.Count > 0;
                break;
            case '=' when Peek(0) == '>':
                at++;
                meter.Arrow();
                break;
            case ':' when Peek(0) == ':':
                at++;
                meter.Punctuation(c);
                break;
            default:
                meter.Punctuation(c);
                break;
        }
    }

    private void Word()
    {
        var start = at++;
        while (at < text.Length && (text[at] is '_' or '\\' || char.IsLetterOrDigit(text[at])))
        {
            at++;
        }

        meter.Word(text.AsSpan(start, at - start));
    }

    private void Comment()
    {
        if (Peek(1) == '/')
        {
            ToLineEnd();
            return;
        }

        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        at = end < 0 ? text.Length : end + 2;
    }

    private void Character()
    {
        at++;
        while (at < text.Length && !IsNewLine(text[at]))
        {
            var c = text[at++];
            if (c == '\'')
            {
                return;
            }

            if (c == '\\' && at < text.Length && !IsNewLine(text[at]))
            {
                at++;
            }
        }
    }

    private void ToLineEnd()
    {
        while (at < text.Length && !IsNewLine(text[at]))
        {
            at++;
        }
    }

    private char Peek(int ahead) => at + ahead < text.Length ? text[at + ahead] : '\0';

    /// <summary>As the C# specification's new_line.</summary>
    private static bool IsNewLine(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';
}
