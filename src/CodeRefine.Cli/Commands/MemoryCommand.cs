using System.CommandLine;
using System.Globalization;
using CodeRefine.Agent.Memory;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Cli.Json;
using CodeRefine.Cli.Rendering;
using CodeRefine.Cli.Wiring;
using CodeRefine.Core;
using CodeRefine.Core.Critiques;

namespace CodeRefine.Cli.Commands;

/// <summary><c>memory list|show|forget</c>: what runs have learnt, and its erasing.</summary>
internal static class MemoryCommand
{
    public static Command Create()
    {
        var command = new Command("memory", "What runs on a folder have learnt: reflections with the outcome that followed, and which kinds of change helped") { List(), Show(), Forget() };
        ExamplesHelp.Set(command, """
            Examples:
              coderefine memory list --folder tasks/11-two-defects
              coderefine memory show 3 --global
              coderefine memory forget --all
            """);
        return command;
    }

    private static Command List()
    {
        var place = new Place();
        var filter = new Filter();
        var command = new Command("list", "List reflections, the latest first, and what was counted");
        place.AddTo(command);
        filter.AddTo(command);
        command.SetBody((parse, context, _) =>
        {
            var wanted = filter.Of(parse);
            using var store = place.Find(parse, context);
            var lessons = store?.List(wanted) ?? [];
            var principles = store?.Principles(wanted) ?? [];
            foreach (var lesson in lessons)
            {
                context.Terminal.Line($"{lesson.Id.ToString(CultureInfo.InvariantCulture),4}  {Styled(lesson.Outcome)}  {Terminal.Escape(lesson.Reflection.Diagnostic)}  {Terminal.Escape(lesson.Reflection.ProblemId)}  {Terminal.Escape(Line(lesson.Reflection.Text))}");
            }

            foreach (var principle in principles)
            {
                context.Terminal.Line($"      {Terminal.Escape(principle.ToString())}");
            }

            if (lessons.Count == 0 && principles.Count == 0)
            {
                context.Terminal.Line($"Nothing{(wanted == new LessonFilter() ? "" : " of that kind")} is kept in {Terminal.Escape(place.PathOf(parse, context))}.");
            }

            context.WriteJson(new MemoryListDocument(place.PathOf(parse, context), [.. lessons.Select(View)], [.. principles.Select(p => new PrincipleView(p.Diagnostic, p.Fix, p.Tries, p.Better, p.Solved))]));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static Command Show()
    {
        var place = new Place();
        var id = new Argument<long>("id") { Description = "Its number, as `memory list` shows it" };
        var command = new Command("show", "Show one reflection whole") { id };
        place.AddTo(command);
        command.SetBody((parse, context, _) =>
        {
            var wanted = parse.GetValue(id);
            using var store = place.Find(parse, context);
            var lesson = store?.Get(wanted) ?? throw None(wanted, place.PathOf(parse, context));
            context.Terminal.Line($"{lesson.Id.ToString(CultureInfo.InvariantCulture)}  {Styled(lesson.Outcome)}  {Terminal.Escape(lesson.Reflection.Diagnostic)}  {lesson.Reflection.Kind}  {Terminal.Escape(lesson.Reflection.ProblemId)}  {lesson.Time.ToString("u", CultureInfo.InvariantCulture)}");
            context.Terminal.Line($"node {Terminal.Escape(lesson.Reflection.NodeId)}");
            foreach (var line in lesson.Reflection.Text.Split('\n'))
            {
                context.Terminal.Line($"  {Terminal.Escape(line.TrimEnd('\r'))}");
            }

            context.WriteJson(new MemoryShowDocument(store.Path, View(lesson)));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static Command Forget()
    {
        var place = new Place();
        var filter = new Filter();
        var ids = new Argument<long[]>("id") { Description = "Numbers, as `memory list` shows them", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Everything that is kept there" };
        var command = new Command("forget", "Erase reflections by number, or with what was counted by --diagnostic, --kind, --problem or --all") { ids, all };
        place.AddTo(command);
        filter.AddTo(command);
        command.SetBody((parse, context, _) =>
        {
            var (numbers, wanted) = (parse.GetValue(ids) ?? [], filter.Of(parse));
            var filtered = wanted != new LessonFilter();
            if ((numbers.Length > 0 ? 1 : 0) + (filtered ? 1 : 0) + (parse.GetValue(all) ? 1 : 0) != 1)
            {
                throw new UserErrorException("Say what to forget, in one way: numbers, a filter (--diagnostic, --kind, --problem), or --all.");
            }

            using var store = place.Find(parse, context);
            if (store is not null && numbers.FirstOrDefault(n => store.Get(n) is null) is > 0 and var missing)
            {
                throw None(missing, store.Path);
            }

            var (lessons, fixes) = store is null ? (0, 0) : numbers.Length > 0 ? (numbers.Distinct().Count(store.Forget), 0) : store.Forget(wanted);
            context.Terminal.Line($"forgot {lessons} reflection{(lessons == 1 ? "" : "s")} and {fixes} counted attempt{(fixes == 1 ? "" : "s")}");
            context.WriteJson(new MemoryForgetDocument(place.PathOf(parse, context), lessons, fixes));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    private static UserErrorException None(long id, string path) => new(string.Create(CultureInfo.InvariantCulture, $"There is no reflection {id} in {path}: see `coderefine memory list`."));

    private static LessonView View(Lesson lesson) => new(
        lesson.Id, lesson.Reflection.ProblemId, lesson.Reflection.NodeId, lesson.Reflection.Kind.ToString(), lesson.Reflection.Diagnostic, lesson.Outcome.ToString().ToLowerInvariant(), lesson.Time, lesson.Reflection.Text);

    private static string Styled(ReflectionOutcome outcome)
    {
        var word = outcome.ToString().ToLowerInvariant();
        return $"[{(outcome == ReflectionOutcome.Solved ? "green" : outcome == ReflectionOutcome.Worse ? "red" : "yellow")}]{word,-6}[/]";
    }

    private static string Line(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 100 ? line : line[..99] + "…";
    }

    /// <summary>Which store: the folder's, or with <c>--global</c> the user's own.</summary>
    private sealed class Place
    {
        private readonly Option<string> folder = new("--folder", "-C") { Description = "The task's folder", HelpName = "DIR", DefaultValueFactory = _ => "." };
        private readonly Option<bool> global = new("--global") { Description = "The store for all projects, which runs with --memory global write" };

        public void AddTo(Command command)
        {
            command.Add(folder);
            command.Add(global);
            SettingOptions.Add(command, Settings.State);
        }

        public string PathOf(ParseResult parse, CommandContext context)
        {
            if (parse.GetValue(global))
            {
                return Memories.Global(context.Variable);
            }

            var where = parse.GetValue(folder)!;
            return Directory.Exists(where)
                ? Memories.InState(ConfigurationReader.Read(where, SettingOptions.Typed(parse), ConfigurationReader.ProcessEnvironment()).StateFolder)
                : throw new UserErrorException($"There is no folder {Path.GetFullPath(where)}: check the path.");
        }

        public MemoryStore? Find(ParseResult parse, CommandContext context) => MemoryStore.Find(PathOf(parse, context));
    }

    private sealed class Filter
    {
        private readonly Option<string?> diagnostic = new("--diagnostic") { Description = "Only on this compiler error, exception or verdict, such as CS1503", HelpName = "ID" };
        private readonly Option<string?> kind = new("--kind") { Description = "Only on this kind of bug", HelpName = "KIND" };
        private readonly Option<string?> problem = new("--problem") { Description = "Only of this problem's runs", HelpName = "ID" };

        public void AddTo(Command command)
        {
            kind.CompletionSources.Add(Enum.GetNames<TaxonomyKind>());
            command.Add(diagnostic);
            command.Add(kind);
            command.Add(problem);
        }

        public LessonFilter Of(ParseResult parse)
        {
            var named = parse.GetValue(kind);
            if (named is not null && !Enum.GetNames<TaxonomyKind>().Contains(named, StringComparer.OrdinalIgnoreCase))
            {
                throw new UserErrorException($"`{named}` is no kind of bug; there are {string.Join(", ", Enum.GetNames<TaxonomyKind>())}.");
            }

            return new LessonFilter(parse.GetValue(diagnostic), named is null ? null : Enum.Parse<TaxonomyKind>(named, ignoreCase: true).ToString(), parse.GetValue(problem));
        }
    }
}
