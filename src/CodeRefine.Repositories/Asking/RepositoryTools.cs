using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using CodeRefine.Repositories.Loading;
using CodeRefine.Repositories.Locating;

namespace CodeRefine.Repositories.Asking;

/// <summary>
/// What a model may ask about a repository. Each answer is bounded, the same for the same question, and between marks that say it is data
/// (<see cref="DataFence"/>); a question that cannot be answered gets a sentence that says why and what to ask. Nothing is written.
/// </summary>
/// <param name="compilations">Where the repository is loaded: references are by symbols then, and by names otherwise.</param>
/// <param name="runner">Runs tests and snippets in a sandbox; null where there is none.</param>
/// <param name="secret">Of the conversation, so that the marks cannot be foreseen.</param>
public sealed class RepositoryTools(Locator locator, RepositoryCompilations? compilations, IRepositoryRunner? runner, string secret)
{
    /// <summary>Characters of an answer.</summary>
    public const int MostCharacters = 6_000;

    private const int MostCode = 60_000;
    private readonly DataFence fence = new(secret);
    private readonly SymbolQuestions symbols = new(locator.Index, compilations);

    public bool CanRun => runner is not null;

    [Description("Types and members by name, with file, lines and signature. A part of the name suffices; Type.Member narrows it down.")]
    public string FindSymbol([Description("Name, or Type.Member")] string name)
    {
        var found = Named(name);
        if (found.Length == 0)
        {
            found = [.. locator.Index.Members.Where(m => m.ShortName.Contains(name.Trim(), StringComparison.OrdinalIgnoreCase))];
        }

        return found.Length == 0 ? Unknown(name) : List(found.Select(Describe));
    }

    [Description("Every line that refers to a type or member.")]
    public string FindReferences([Description("Name, or Type.Member")] string name, CancellationToken cancellationToken = default) =>
        One(name, m => Places(symbols.References(m, cancellationToken)));

    [Description("The members that call or use a member, each once with how often.")]
    public string FindCallers([Description("Name, or Type.Member")] string name, CancellationToken cancellationToken = default) =>
        One(name, m => symbols.References(m, cancellationToken).Where(p => p.Within.Length > 0 && p.Within != m.ShortName)
            .GroupBy(p => (p.Path, p.Within)).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key.Path}:{g.First().Line}  {g.Key.Within}  {g.Count()}×")));

    [Description("Types that derive from a type or implement an interface, or the members that implement or override one.")]
    public string FindImplementations([Description("Name, or Type.Member")] string name) => One(name, m => symbols.Implementations(m).Select(Describe));

    [Description("The source of a type or member with line numbers.")]
    public string ReadMember([Description("Name, or Type.Member")] string name) =>
        Named(name) is { Length: > 0 } found ? Fenced(a =>
        {
            foreach (var member in found.Take(6))
            {
                a.Line(Describe(member));
                a.Lines(Numbered(member.File, member.Facts.FirstLine, member.Facts.LastLine));
            }
        })
        : Unknown(name);

    [Description("Lines of a file with line numbers.")]
    public string ReadFile([Description("Path within the repository")] string path, [Description("First line, from 1")] int first = 1, [Description("Last line")] int last = 200) =>
        locator.Index.Find(path.Trim().TrimStart('/')) is not { } file ? $"There is no file {Quoted(path)}. {Near(path)}"
        : first < 1 || last < first ? "Lines go from 1, and the last is not before the first."
        : Fenced(a => a.Lines(Numbered(file, first, Math.Min(last, file.Facts.Lines))));

    [Description("The outline of a file: its types and members with their lines.")]
    public string Outline([Description("Path within the repository")] string path) =>
        locator.Index.Find(path.Trim().TrimStart('/')) is { } file ? List(locator.Index.MembersOf(file).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Facts.FirstLine}-{m.Facts.LastLine}: {m.Facts.Signature}"))) : $"There is no file {Quoted(path)}. {Near(path)}";

    [Description("Lines that hold a text, case ignored; with regex the text is a regular expression without back-references.")]
    public string SearchText([Description("The text, or the expression")] string text, [Description("Take the text for a regular expression")] bool regex = false)
    {
        if (text.Length is 0 or > 500)
        {
            return "Search for a text of 1 to 500 characters.";
        }

        try
        {
            // No backtracking: linear in the text, whatever the expression.
            var expression = new Regex(regex ? text : Regex.Escape(text), RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
            var hits = locator.Index.Files.SelectMany(f => f.Text.Split('\n').Select((l, i) => (f.Path, Line: i + 1, Text: l.TrimEnd('\r'))).Where(l => expression.IsMatch(l.Text)))
                .Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Path}:{l.Line}: {l.Text.Trim()}")).Take(500).ToList();
            return hits.Count == 0 ? "No line holds it." : List(hits);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return $"This is no regular expression that can be searched for: {wrong.Message.Split('\n')[0]}";
        }
        catch (RegexMatchTimeoutException)
        {
            return "The search took too long: search for something simpler.";
        }
    }

    [Description("Where words of a description are found: files, members, and why. For the issue itself the answer is known already.")]
    public string Search([Description("Words")] string words) =>
        string.IsNullOrWhiteSpace(words) ? "Say what to look for."
        : List(locator.Locate(new LocateRequest { Issue = words, Top = 8, MembersPerFile = 3 }).Files.SelectMany(f => (string[])[$"{f.Path}  ({f.Why.FirstOrDefault()?.Words})", .. f.Members.Select(m => string.Create(CultureInfo.InvariantCulture, $"  {m.FirstLine}-{m.LastLine}: {m.Signature}"))]));

    [Description("Runs the tests whose names hold the text, in a sandbox, on the repository as it is.")]
    public async Task<string> RunTests([Description("Part of the tests' names")] string filter, CancellationToken cancellationToken = default) =>
        runner is null ? "No tests can be run here: there is no sandbox, or the repository is not loaded."
        : string.IsNullOrWhiteSpace(filter) || filter.Length > 300 ? "Name the tests: a part of their names, 300 characters at most."
        : Fenced((await runner.RunTestsAsync(filter.Trim(), cancellationToken)).Split('\n'));

    [Description("Compiles one file of C# with top-level statements against the repository's projects and runs it in a sandbox; answers with what it wrote.")]
    public async Task<string> RunCSharp([Description("The file's text")] string code, CancellationToken cancellationToken = default) =>
        runner is null ? "No code can be run here: there is no sandbox, or the repository is not loaded."
        : string.IsNullOrWhiteSpace(code) || code.Length > MostCode ? string.Create(CultureInfo.InvariantCulture, $"The file has 1 to {MostCode} characters.")
        : Fenced((await runner.RunCSharpAsync(code, cancellationToken)).Split('\n'));

    private string One(string name, Func<IndexedMember, IEnumerable<string>> answer)
    {
        var found = Named(name);
        // Overloads and parts of a partial type are one thing to ask about; two types' members are not.
        var owners = found.Select(f => f.ShortName).Distinct(StringComparer.Ordinal).ToList();
        return found.Length == 0 ? Unknown(name)
            : owners.Count > 1 ? $"{Quoted(name)} is ambiguous; ask for one of:\n{fence.Around(string.Join('\n', owners.Take(20)))}"
            : found.SelectMany(answer).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } lines ? List(symbols.BySymbols ? lines : lines.Prepend("(by name: the repository is not loaded)"))
            : "There is none.";
    }

    private ImmutableArray<IndexedMember> Named(string name)
    {
        var parts = name.Trim().Split('(')[0].Split('.', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !locator.Index.ByName.TryGetValue(parts[^1], out var all))
        {
            return [];
        }

        var fitting = parts.Length == 1 ? all : [.. all.Where(m => m.Facts.FullName == string.Join('.', parts) || m.Facts.FullName.EndsWith("." + string.Join('.', parts), StringComparison.Ordinal))];
        var types = fitting.Where(m => m.Facts.IsType).ToImmutableArray();
        return types.IsEmpty ? fitting : types;
    }

    private static IEnumerable<string> Places(ImmutableArray<Place> places) => places.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Path}:{p.Line}: {p.Text}"));

    private static string Describe(IndexedMember m) => string.Create(CultureInfo.InvariantCulture, $"{m.File.Path}:{m.Facts.FirstLine}-{m.Facts.LastLine}  {m.Facts.FullName}  {m.Facts.Signature}");

    private static IEnumerable<string> Numbered(IndexedFile file, int first, int last) =>
        file.Text.Split('\n').Skip(first - 1).Take(last - first + 1).Select((l, i) => string.Create(CultureInfo.InvariantCulture, $"{first + i,5}: {l.TrimEnd('\r')}"));

    private string Unknown(string name) => $"Nothing is declared by the name {Quoted(name)}. {Near(name.Split('.')[^1])}";

    private string Near(string name)
    {
        var names = name.Contains('/', StringComparison.Ordinal) || name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
            ? locator.Index.Files.Where(f => string.Equals(f.Name, name.Split('/')[^1].Trim(), StringComparison.OrdinalIgnoreCase)).Select(f => f.Path)
            : locator.Index.ByName.Keys.Where(k => string.Equals(k, name.Trim(), StringComparison.OrdinalIgnoreCase) || (name.Trim().Length > 2 && k.Contains(name.Trim(), StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal);
        var near = names.Take(8).ToList();
        return near.Count == 0 ? "Use SearchText for texts." : $"Near it:\n{fence.Around(string.Join('\n', near))}";
    }

    private static string Quoted(string text) => $"`{(text.Length > 80 ? text[..80] + "…" : text).ReplaceLineEndings(" ").Replace('`', '\'')}`";

    private string List(IEnumerable<string> lines) => Fenced(lines);

    private string Fenced(IEnumerable<string> lines) => Fenced(a => a.Lines(lines));

    private string Fenced(Action<Answer> write)
    {
        var answer = new Answer(MostCharacters);
        write(answer);
        return fence.Around(answer.ToString());
    }
}

/// <summary>Runs what a model asks for, sandboxed. Answers are words: outcomes, messages, output; why it could not, where it could not.</summary>
public interface IRepositoryRunner
{
    /// <param name="filter">Part of tests' names.</param>
    Task<string> RunTestsAsync(string filter, CancellationToken cancellationToken);

    /// <param name="code">One file with top-level statements; the repository's projects are among its references.</param>
    Task<string> RunCSharpAsync(string code, CancellationToken cancellationToken);
}
