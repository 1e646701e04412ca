using CodeRefine.Core.Checks;
using CodeRefine.Core.Critiques;

namespace CodeRefine.Agent.Critics;

/// <summary>One failed check with the place in the candidate that its evidence points at.</summary>
/// <param name="Frame">First frame of the throw in the candidate; null for an assertion in the check itself.</param>
/// <param name="Member">The member at fault as a person would name it.</param>
internal sealed record Finding(CheckResult Result, CheckFailure? Failure, TaxonomyKind Kind, StackFrameInfo? Frame, CritiqueLocation? Location, string? Member)
{
    private const int ShownValue = 40, ShownException = 60;

    /// <summary>Failures with the same key are told of together: one exception from one line, or one member's wrong values.</summary>
    public string GroupKey => Frame is not null ? $"{PlainText.Cut(Failure?.ExceptionType ?? "", 200)} {Frame.Path}:{Frame.Line}" : Location is not null && Failure?.Counterexample is null ? $"{Result.Check.Kind} {Location.MemberId}" : Result.Check.Id;

    /// <summary>It came to a body that is not written yet, whatever the check made of that.</summary>
    public bool IsUnwritten => Failure is { } failure && (failure.ExceptionType == Unwritten || failure.Actual == $"typeof({Unwritten})");

    private const string Unwritten = "System.NotImplementedException";

    /// <summary>The line of the check's own file where it failed; 0 where unknown.</summary>
    public int CheckLine => LineIn(Result, Failure);

    public static Finding Of(CandidateCode code, CheckResult result)
    {
        var failure = result.Failures.IsDefaultOrEmpty ? null : result.Failures[0];
        var frame = failure is null || Taxonomy.IsAssertion(failure) ? null : code.FirstFrame(failure.Stack);
        var kind = failure is null ? TaxonomyKind.Logic : Taxonomy.OfFailure(failure);
        if (frame is { Path: { } path })
        {
            return new Finding(result, failure, kind, frame, code.LocationOf(path, frame.Line), code.NameAt(path, frame.Line) ?? ShortMethod(frame.Method));
        }

        var asked = CheckSource.AskedMember(code, result.Check, LineIn(result, failure));
        return new Finding(result, failure, kind, null, code.LocationOf(asked), CandidateCode.NameOf(asked));
    }

    public string Headline()
    {
        var check = PlainText.Line(Result.Check.Name, 60);
        var place = Location is { } at ? $" ({at.Path}:{at.Line})" : "";
        var what = Failure switch
        {
            null => $"{check} fails",
            { Counterexample: { } example } => $"{Named("", " breaks ")}{(Member is null ? $"{check} is falsified" : check)} for ({PlainText.Line(string.Join(", ", example.Shrunk), 60)})",
            _ when !Taxonomy.IsAssertion(Failure) => $"{Named("", " throws ")}{(Member is null ? $"{check} throws " : "")}{ShortType(Failure.ExceptionType)}{(Member is null ? "" : $" in {check}")}",
            _ when ThrewNothing(Failure) => $"{(Member is null ? "The code throws" : $"{Member} throws")} nothing where {check} expects {PlainText.Line(Failure.Expected, ShownException)}",
            { Expected: { } expected, Actual: { } actual } => $"{(Member is null ? "The code gives" : $"{Member} gives")} {PlainText.Line(actual, ShownValue)} where {check} expects {PlainText.Line(expected, ShownValue)}",
            _ => $"{check} fails{Named(" on ", "")}: {PlainText.Line(Failure.Message.Split('\n')[0], 60)}",
        };
        return PlainText.Line(what, CritiqueBuilder.MostHeadline - place.Length) + place;
    }

    /// <summary>The check wanted an exception and none came.</summary>
    public static bool ThrewNothing(CheckFailure failure) => failure is { Actual: null or "", Expected: not null } && failure.Message.Contains("No exception was thrown", StringComparison.Ordinal);

    public static string ShortType(string type) => type[(type.LastIndexOf('.') + 1)..];

    /// <summary>Type and method of a frame as the runtime prints it.</summary>
    public static string ShortMethod(string method)
    {
        var open = method.IndexOf('(', StringComparison.Ordinal);
        var parts = (open < 0 ? method : method[..open]).Split('.', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('.', parts.TakeLast(2).Select(p => p.Split('`')[0]));
    }

    private static int LineIn(CheckResult result, CheckFailure? failure) => failure?.Stack.FirstOrDefault(f => f.Path == result.Check.Path)?.Line ?? 0;

    private string Named(string before, string after) => Member is null ? "" : before + Member + after;
}
