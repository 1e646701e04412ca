using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CodeRefine.Evaluation.Suites.SweBench;

/// <summary>Reads a list of strings as Python's <c>repr</c> writes it, <c>['a', "it's"]</c>, which some data sets have in a column where others have JSON.</summary>
internal static class PythonList
{
    /// <param name="problem">What is wrong and at which character, where false is returned.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<string>? items, [NotNullWhen(false)] out string? problem)
    {
        var reader = new Reader(text);
        items = reader.List();
        problem = items is null ? string.Create(CultureInfo.InvariantCulture, $"{reader.Problem} at character {reader.At + 1}") : null;
        return items is not null;
    }

    private sealed class Reader(string text)
    {
        public int At { get; private set; }
        public string Problem { get; private set; } = "";

        public List<string>? List()
        {
            var items = new List<string>();
            if (!Take('['))
            {
                return Fail("a list begins with `[`");
            }

            while (!Take(']'))
            {
                if (items.Count > 0 && !Take(','))
                {
                    return Fail("`,` or `]` is expected");
                }

                // A comma may stand before the end.
                if (items.Count > 0 && Take(']'))
                {
                    return End(items);
                }

                if (String() is not { } item)
                {
                    return null;
                }

                // Neighbouring literals are one string.
                while (Peek() is '\'' or '"')
                {
                    if (String() is not { } more)
                    {
                        return null;
                    }

                    item += more;
                }

                items.Add(item);
            }

            return End(items);
        }

        private List<string>? End(List<string> items)
        {
            Skip();
            return At == text.Length ? items : Fail("there is more after the list's end");
        }

        private string? String()
        {
            Skip();
            var raw = false;
            while (At < text.Length && text[At] is 'r' or 'R' or 'u' or 'U' && At + 1 < text.Length && text[At + 1] is '\'' or '"')
            {
                raw |= text[At] is 'r' or 'R';
                At++;
            }

            if (At >= text.Length || text[At] is not ('\'' or '"'))
            {
                Problem = "a string in quotes is expected";
                return null;
            }

            var quote = text[At++];
            var value = new StringBuilder();
            while (At < text.Length && text[At] != quote)
            {
                if (text[At] == '\n')
                {
                    Problem = "the line ends within a string";
                    return null;
                }

                if (text[At] == '\\' && At + 1 < text.Length)
                {
                    if (raw)
                    {
                        value.Append(text[At]).Append(text[At + 1]);
                        At += 2;
                    }
                    else if (!Escape(value))
                    {
                        return null;
                    }
                }
                else
                {
                    value.Append(text[At++]);
                }
            }

            if (At >= text.Length)
            {
                Problem = "a string is not closed";
                return null;
            }

            At++;
            return value.ToString();
        }

        /// <summary>See <see href="https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences"/>; an unknown escape keeps its backslash.</summary>
        private bool Escape(StringBuilder value)
        {
            var c = text[At + 1];
            At += 2;
            switch (c)
            {
                case '\\' or '\'' or '"':
                    value.Append(c);
                    return true;
                case '\n':
                    return true;
                case 'n':
                    value.Append('\n');
                    return true;
                case 'r':
                    value.Append('\r');
                    return true;
                case 't':
                    value.Append('\t');
                    return true;
                case 'a' or 'b' or 'f' or 'v':
                    value.Append(c switch { 'a' => '\a', 'b' => '\b', 'f' => '\f', _ => '\v' });
                    return true;
                case 'x':
                    return Hex(value, 2);
                case 'u':
                    return Hex(value, 4);
                case 'U':
                    return Hex(value, 8);
                case >= '0' and <= '7':
                    Octal(value);
                    return true;
                default:
                    value.Append('\\').Append(c);
                    return true;
            }
        }

        private bool Hex(StringBuilder value, int digits)
        {
            if (At + digits > text.Length || !uint.TryParse(text.AsSpan(At, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10FFFF)
            {
                Problem = "an escape is broken";
                return false;
            }

            At += digits;
            value.Append(code > 0xFFFF ? char.ConvertFromUtf32((int)code) : ((char)code).ToString());
            return true;
        }

        private void Octal(StringBuilder value)
        {
            var code = 0;
            At--;
            for (var i = 0; i < 3 && At < text.Length && text[At] is >= '0' and <= '7'; i++)
            {
                code = (8 * code) + (text[At++] - '0');
            }

            value.Append((char)code);
        }

        private bool Take(char c)
        {
            if (Peek() != c)
            {
                return false;
            }

            At++;
            return true;
        }

        private char Peek()
        {
            Skip();
            return At < text.Length ? text[At] : '\0';
        }

        private void Skip()
        {
            while (At < text.Length && char.IsWhiteSpace(text[At]))
            {
                At++;
            }
        }

        private List<string>? Fail(string problem)
        {
            Problem = problem;
            return null;
        }
    }
}
