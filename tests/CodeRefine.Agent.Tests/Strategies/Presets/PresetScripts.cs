using CodeRefine.Agent.Tests.Fakes;

namespace CodeRefine.Agent.Tests.Strategies.Presets;

/// <summary>For each preset a script for each of its branches.</summary>
internal static class PresetScripts
{
    private const string NoCode = "I am not sure what to do.";
    private static readonly FakeChecks Three = new("three");

    public static IReadOnlyList<Preset> All { get; } =
    [
        new("refine", "evidence") { Script = Of(("solve", [Code("one")]), ("refine", [NoCode, Code("two #broken"), Code("one two")])) },
        new("refine", "own-feedback") { Options = With(("feedback", "model"), ("rounds", "4")), Script = Of(("solve", [Code("one")]), ("self-feedback", ["The word two is missing."]), ("self-refine", [Code("one two")])) },
        new("refine", "own-feedback-finds-nothing") { Options = With(("feedback", "model"), ("rounds", "4")), Solved = false, Script = Of(("solve", [Code("one")]), ("self-feedback", ["NOTHING TO IMPROVE"])) },

        new("self-debug", "simple") { Options = With(("feedback", "simple")), Script = Of(("solve", [Code("no")]), ("self-debug-fix", [Code("one"), Code("one two")])) },
        new("self-debug", "unit-test") { Options = With(("feedback", "unit-test"), ("context", "fresh")), Script = Of(("solve", [Code("no")]), ("self-debug-fix", [Code("one"), Code("one two")])) },
        new("self-debug", "explanation") { Script = Of(("solve", [Code("one")]), ("self-debug-explain", ["Line 1 holds one word only."]), ("self-debug-fix", [Code("one two")])) },
        new("self-debug", "trace-by-the-model") { Options = With(("feedback", "trace")), Script = Of(("solve", [Code("one")]), ("self-debug-trace", ["x = 1, then the end."]), ("self-debug-fix", [Code("one two")])) },
        new("self-debug", "trace-of-a-run") { Options = With(("feedback", "trace"), ("tracer", "run")), Also = s => s with { Tracer = new FakeTracer() }, Script = Of(("solve", [Code("one")]), ("self-debug-fix", [Code("one two")])) },
        new("self-debug", "outgrown") { Options = With(("feedback", "unit-test"), ("room", "2000"), ("turns", "2")), Solved = false, Script = Of(("solve", [Code("no")]), ("self-debug-fix", [Code("one"), NoCode])) },

        new("explain-then-fix", "one-sample") { Script = Of(("solve", [Code("one")]), ("explain-then-fix", ["Two is missing.\n" + Code("one three"), "Still.\n" + Code("one two")])) },
        new("explain-then-fix", "three-samples") { Options = With(("samples", "3")), Script = Of(("solve", [Code("no")]), ("explain-then-fix", [NoCode, "A.\n" + Code("one"), "B.\n" + Code("one two")])) },

        new("ldb", "blocks") { Also = s => s with { Tracer = new FakeTracer() }, Script = Of(("solve", [Code("one")]), ("ldb-blocks", ["""{"block": "BLOCK-0", "correct": true, "explanation": "fine"}""" + "\n" + """{"block": "BLOCK-1", "correct": false, "explanation": "writes one word only"}"""]), ("ldb-fix", [Code("one two")])) },
        new("ldb", "many-lines") { Options = With(("level", "line")), Also = s => s with { Tracer = new FakeTracer(14) }, Script = Of(("solve", [Code("one")]), ("ldb-blocks", ["All of it looks right to me."]), ("ldb-fix", [Code("one three"), Code("one two")])) },
        new("ldb", "nothing-to-trace") { Script = Of(("solve", [Code("#broken")]), ("ldb-fix", [Code("one two")])) },

        new("taxonomy", "functional") { Script = Of(("solve", [Code("one")]), ("taxonomy-classify", ["TYPE: C.4\nCAUSE: The second word was forgotten."]), ("taxonomy-fix", [Code("one two")])) },
        new("taxonomy", "twice-in-vain") { Solved = false, Script = Of(("solve", [Code("one")]), ("taxonomy-classify", ["I would say it is a logic bug."]), ("taxonomy-fix", [Code("one a"), Code("one b")])) },

        new("reflexion", "reflects") { Options = With(("remember", "2")), Script = Of(("solve", [Code("no")]), ("reflexion-reflect", ["I wrote no word at all.", "I forgot two."]), ("reflexion-fix", [Code("one"), Code("one two")])) },
        new("reflexion", "gives-up") { Options = With(("iterations", "2")), Solved = false, Script = Of(("solve", [NoCode]), ("reflexion-reflect", ["There is no code."]), ("reflexion-fix", [Code("one"), Code("one")])) },

        new("reflexion", "own-tests") { Options = With(("tests", "both")), Also = s => s with { CheckScreen = Three, Generators = [Three] }, Script = Of(("solve", [Code("one")]), ("reflexion-reflect", ["Two is missing, and three perhaps."]), ("reflexion-fix", [Code("one two")])) },

        new("pgs", "counterexample") { Also = s => s with { CheckScreen = Three, Generators = [Three] }, Script = Of(("solve", [Code("one")]), ("pgs-repair", [Code("three"), Code("one three"), Code("one two three")])) },
        new("pgs", "asks-again-for-properties")
        {
            AsksForChecks = true,
            Also = s => s with { CheckScreen = new PickyScreen("useless") },
            Script = Of(("solve", [Code("one")]), ("check-properties", [Property("It_is_useless"), Property("It_holds_both_words")]), ("pgs-repair", [Code("one two")])),
        },
        new("pgs", "no-property") { Script = Of(("solve", [Code("#broken")]), ("pgs-repair", [Code("one two")])) },
        new("pgs", "passes-at-once") { Also = s => s with { CheckScreen = Three, Generators = [Three] }, Script = Of(("solve", [Code("one two")])) },

        new("alphacodium", "mends-test-by-test")
        {
            Options = With(("tries", "2")),
            Also = s => s with { CheckScreen = Three, Generators = [Three] },
            Script = Of(("alphacodium-reflect", ["- Write words."]), ("alphacodium-plans", ["PLAN: a\nWrite one.\nPLAN: b\nWrite both."]), ("alphacodium-choose", ["The second.\nCHOICE: 2"]), ("alphacodium-code", [Code("no"), Code("one")]), ("alphacodium-analyse", ["A word is missing."]), ("alphacodium-fix", [Code("two"), Code("one two"), Code("one two three")])),
        },
        new("alphacodium", "passes-at-once") { Script = Of(("alphacodium-reflect", ["- Write words."]), ("alphacodium-plans", ["Write both words."]), ("alphacodium-code", [Code("one two")])) },

        new("best-of-n", "clusters") { Options = With(("n", "4")), Also = s => s with { Clusters = new FakeClusters("left", "right") }, Script = Of(("solve", [Code("one two left"), Code("one"), Code("one two right"), Code("two one right")])) },
        new("best-of-n", "checks-first-that-passes") { Options = With(("n", "6"), ("by", "checks"), ("stop", "first"), ("wave", "2")), Script = Of(("solve", [Code("one"), NoCode, Code("two"), Code("one two"), Code("never")])) },
        new("best-of-n", "spent") { Options = With(("n", "6")), Attempts = 2, Solved = false, Script = Of(("solve", [Code("one"), Code("two"), Code("one two")])) },

        new("iad", "best-and-worst") { Options = With(("samples", "2")), Script = Of(("solve", [Code("one"), Code("no")]), ("iad", [Code("a"), Code("b"), Code("one three"), Code("c"), Code("one two"), Code("d")])) },
        new("iad", "nothing-worse-to-show") { Options = With(("samples", "1"), ("turns", "1")), Script = Of(("solve", [Code("one")]), ("iad", [Code("x"), Code("one two")])) },

        new("rethink-mcts", "rethinks")
        {
            Also = s => s with { Tracer = new FakeTracer() },
            Script = Of(("rethink-expand", [Thoughts(("write one", 0.6), ("write two", 0.4)), Thoughts(("write both", 1))]), ("rethink-code", [Code("one"), Code("one three"), Code("one two")]), ("ldb-blocks", ["""{"block": "BLOCK-1", "correct": false, "explanation": "one word only"}"""]), ("rethink-thought", ["write one, then more"])),
        },
        new("rethink-mcts", "searches-on")
        {
            Options = With(("stop", "all"), ("rollouts", "3")),
            Script = Of(("rethink-expand", [Thoughts(("write one", 0.5), ("write both", 0.5)), Thoughts(("write both well", 1))]), ("rethink-code", [Code("one two"), Code("one two three"), NoCode]), ("rethink-score", ["Hm.\nSCORE: -0.5", "Yes.\nSCORE: 1"]), ("rethink-thought", ["write them"])),
        },
        new("rethink-mcts", "no-thought") { Options = With(("rollouts", "1")), Solved = false, Script = Of(("rethink-expand", [""])) },

        new("auto", "first-answer") { Script = Of(("solve", [Code("one two")])) },
        new("auto", "evidence") { Also = s => s with { Tracer = new FakeTracer(), CheckScreen = Three, Generators = [Three] }, Script = Of(("solve", [Code("one")]), ("auto-refine", [Code("one two")])) },
        new("auto", "widens") { Also = s => s with { Clusters = new FakeClusters("left") }, Options = With(("width", "4")), Script = Of(("solve", [Code("one"), Code("one two left"), Code("y two one left")]), ("auto-refine", [Code("two"), Code("no"), Code("x"), Code("one two")])) },
        new("auto", "reflects") { Options = With(("reflect", "1")), Attempts = 20, Script = Of(("solve", [Code("one"), Code("three"), Code("x"), Code("four")]), ("auto-refine", [Code("two"), Code("no"), Code("one two")]), ("reflexion-reflect", ["Both words are needed."])) },
        // n1, n2 of each critique: the first helps the student, the second does not and is left out.
        new("reflexion", "gate-keeps-and-drops")
        {
            Options = With(("gate", "2")),
            Wanted = ["one", "two", "three"],
            Attempts = 20,
            Script = Of(("solve", [Code("one")]), ("reflexion-reflect", ["Write two as well.", "Write it shorter."]), ("reflexion-fix", [Code("one two e"), Code("one two three")])),
            Student = Of(("reflexion-fix", [Code("one a"), Code("one b"), Code("one two c"), Code("one d")])),
        },
        new("refine", "gate-student-solves") { Options = With(("feedback", "model"), ("gate", "1")), Script = Of(("solve", [Code("one")]), ("self-feedback", ["The word two is missing."]), ("self-refine", [Code("a"), Code("one two")])) },
        new("self-debug", "gate-drops-the-explanation") { Options = With(("gate", "1")), Script = Of(("solve", [Code("one")]), ("self-debug-explain", ["Line 1 is fine."]), ("critique-fix", [Code("a"), Code("b")]), ("self-debug-fix", [Code("one two")])) },
        new("self-debug", "gate-keeps-the-trace")
        {
            Options = With(("feedback", "trace"), ("gate", "1")),
            Wanted = ["one", "two", "three"],
            Script = Of(("solve", [Code("one")]), ("self-debug-trace", ["x = 1, then the end."]), ("critique-fix", [Code("a"), Code("one two")]), ("self-debug-fix", [Code("one two three")])),
        },
        new("taxonomy", "gate-drops") { Options = With(("gate", "1")), Script = Of(("solve", [Code("one")]), ("taxonomy-classify", ["TYPE: C.3\nCAUSE: The words are in the wrong order."]), ("taxonomy-fix", [Code("a"), Code("b"), Code("one two")])) },
        new("taxonomy", "gate-leaves-evidence-alone") { Options = With(("gate", "1")), Also = s => s with { Critic = new CompileCritic() }, Script = Of(("solve", [Code("#broken")]), ("taxonomy-fix", [Code("one two")])) },
        new("ldb", "gate-student-solves") { Options = With(("gate", "1")), Also = s => s with { Tracer = new FakeTracer() }, Script = Of(("solve", [Code("one")]), ("ldb-blocks", ["""{"block": "BLOCK-1", "correct": false, "explanation": "writes one word only"}"""]), ("ldb-fix", [Code("a"), Code("one two")])) },
        new("alphacodium", "gate-drops") { Options = With(("gate", "1"), ("tries", "1")), Script = Of(("alphacodium-reflect", ["- Write words."]), ("alphacodium-plans", ["Write both words."]), ("alphacodium-code", [Code("one")]), ("alphacodium-analyse", ["A word is too much."]), ("alphacodium-fix", [Code("a"), Code("one b"), Code("one two")])) },
        new("rethink-mcts", "gate-drops")
        {
            Options = With(("gate", "1")),
            Also = s => s with { Tracer = new FakeTracer() },
            Script = Of(("rethink-expand", [Thoughts(("write one", 1))]), ("rethink-code", [Code("one"), Code("one two")]), ("ldb-blocks", ["""{"block": "BLOCK-1", "correct": false, "explanation": "all of it"}"""]), ("ldb-fix", [Code("a"), Code("b")]), ("rethink-thought", ["write both"])),
        },
        new("auto", "gate-drops") { Options = With(("reflect", "1"), ("gate", "1")), Attempts = 20, Script = Of(("solve", [Code("one"), Code("three"), Code("x"), Code("one two")]), ("auto-refine", [Code("two"), Code("no")]), ("reflexion-reflect", ["Write nothing."])) },
    ];

    public static Preset Get(string name) => All.Single(p => p.ToString() == name);

    private static string Code(string words) => $"```csharp path=Text.cs\nclass Text {{ /* {words} */ }}\n```";

    private static string Property(string name) => $"```csharp\npublic class P {{ [Property] public bool {name}(int n) => Text.Word(n); }}\n```";

    private static string Thoughts(params (string Text, double Plausibility)[] thoughts) =>
        string.Join("\n", thoughts.Select(t => System.Text.Json.JsonSerializer.Serialize(new { thought = t.Text, plausibility = t.Plausibility })));

    private static Dictionary<string, string[]> Of(params (string Template, string[] Answers)[] script) => script.ToDictionary(s => s.Template, s => s.Answers);

    private static Dictionary<string, string> With(params (string Name, string Value)[] options) => options.ToDictionary(o => o.Name, o => o.Value);
}
