namespace CodeRefine.Roslyn.Policy;

/// <summary>How deep brackets nest and how long unbroken chains of operators, prefixes and <c>else if</c> get: what a recursive compiler's stack depends on.</summary>
internal sealed class NestingMeter
{
    /// <summary>Brackets of all kinds and interpolation holes, one inside the other.</summary>
    public const int MaxDepth = 200;

    /// <summary>Characters of punctuation and keywords without a separator between them: operators, casts, calls, prefixes.</summary>
    public const int MaxChain = 3_000;

    public const int MaxElse = 500;

    /// <summary>Opening angle brackets that are not closed yet: type arguments in type arguments.</summary>
    public const int MaxAngles = 200;

    /// <summary>Lambdas inside lambdas: binding them is exponential in their depth.</summary>
    public const int MaxLambdas = 10;

    private readonly Stack<Level> outer = new();
    private Level level = new('\0', false);
    private int lambdas;
    private bool afterSwitch;

    /// <summary>Set at the first limit that is passed.</summary>
    public string? Excess { get; private set; }

    public int Depth => outer.Count;

    public void Open(char bracket)
    {
        BeforeToken(continues: false);
        Chain(1);
        outer.Push(level);
        level = new(bracket, bracket == '{' && afterSwitch);
        afterSwitch = false;
        Check(Depth, MaxDepth, "levels of brackets or blocks");
    }

    /// <summary>A bracket that closes nothing is the parser's business; only one that fits closes a level.</summary>
    /// <returns>Whether it did.</returns>
    public bool Close(char bracket)
    {
        var opening = bracket switch { ')' => '(', ']' => '[', _ => '{' };
        if (level.Bracket != opening)
        {
            return false;
        }

        ForgetLambdas();
        level = outer.Pop();
        if (bracket == '}')
        {
            level.AfterStatement = true;
        }
        else
        {
            Chain(1);
        }

        return true;
    }

    public void Word(ReadOnlySpan<char> word)
    {
        var isElse = word is "else";
        if (isElse && level.AfterStatement)
        {
            Check(++level.Elses, MaxElse, "branches of one else-if chain");
            level.AfterStatement = false;
        }
        else
        {
            BeforeToken(continues: word is "switch" or "with" or "is" or "as" or "and" or "or");
        }

        afterSwitch = word is "switch";
        if (word is "delegate")
        {
            Lambda();
        }

        if (isElse || IsKeyword(word))
        {
            Chain(1);
        }
    }

    public void Arrow()
    {
        BeforeToken(continues: true);
        Chain(1);
        if (!level.SwitchArms)
        {
            Lambda();
        }
    }

    public void Punctuation(char c)
    {
        afterSwitch &= c == ')';
        switch (c)
        {
            case ';':
                Break();
                level.Angles = 0;
                level.AfterStatement = true;
                return;
            case ',':
                BeforeToken(continues: true);
                Break();
                return;
            case '<':
                Check(++level.Angles, MaxAngles, "levels of type arguments");
                break;
            case '>':
                level.Angles = Math.Max(0, level.Angles - 1);
                break;
        }

        BeforeToken(continues: true);
        Chain(1);
    }

    /// <summary>A literal or a name.</summary>
    public void Operand() => BeforeToken(continues: false);

    /// <summary>After a closing brace a new statement or member begins, unless the token goes on with the expression that the brace ended.</summary>
    private void BeforeToken(bool continues)
    {
        if (level.AfterStatement && !continues)
        {
            Break();
            level.Elses = 0;
            level.Angles = 0;
        }

        level.AfterStatement = false;
    }

    private void Break()
    {
        level.Chain = 0;
        ForgetLambdas();
    }

    private void Lambda()
    {
        level.Lambdas++;
        Check(++lambdas, MaxLambdas, "lambdas inside lambdas");
    }

    private void ForgetLambdas()
    {
        lambdas -= level.Lambdas;
        level.Lambdas = 0;
    }

    private void Chain(int length) => Check(level.Chain += length, MaxChain, "operators, calls or prefixes in one expression");

    private void Check(int value, int limit, string what)
    {
        if (value > limit)
        {
            Excess ??= $"more than {limit} {what}";
        }
    }

    private static bool IsKeyword(ReadOnlySpan<char> word) => word is "await" or "new" or "ref" or "not" or "and" or "or" or "is" or "as" or "throw" or "checked" or "unchecked" or "typeof" or "delegate"
        or "from" or "where" or "select" or "let" or "join" or "orderby" or "group" or "into" or "switch" or "with" or "if" or "do" or "while" or "for" or "foreach" or "lock" or "using" or "fixed" or "try" or "unsafe" or "return" or "async" or "scoped" or "out" or "in" or "stackalloc";

    private struct Level(char bracket, bool switchArms)
    {
        public readonly char Bracket = bracket;
        public readonly bool SwitchArms = switchArms;
        public int Chain;
        public int Elses;
        public int Angles;
        public int Lambdas;
        public bool AfterStatement;
    }
}
