using System.Collections.Frozen;

namespace CodeRefine.Repositories.Locating.Text;

/// <summary>Words that say nothing of where: English function words, C# keywords, and what every issue says.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> words = """
        a about above after again against all also am an and any are aren as at be because been before being below between both but by can cannot could couldn did didn do does doesn doing don down
        during each few for from further had hadn has hasn have haven having he her here hers him his how i if in into is isn it its itself just let like ll me might more most must my no nor not now
        of off on once only or other our out over own per please re same she should shouldn so some such than that the their them then there these they thing things this those through to too
        under until up upon us use used uses using ve very via was wasn way we well were weren what when where which while who whom why will with within without won would wouldn yes yet you your
        abstract async await base bool break byte case catch char checked class const continue decimal default delegate double else enum explicit extern false finally fixed float foreach get goto
        implicit init int interface internal is lock long nameof namespace new null object operator out override params partial private protected public readonly record ref return sbyte sealed set short
        sizeof stackalloc static string struct switch throw true try typeof uint ulong unchecked unsafe ushort using value var virtual void volatile where while yield
        bug issue issues issuecomment behaviour behavior expected actual actually result results currently instead example able want wants wanted need needs needed get gets got getting make makes made making
        seems seem see seen show shows know think work works working code following problem problems question steps reproduce reproduction reproducible repro latest hello thanks thank
        since consider considered considering consideration however maybe perhaps although etc
        http https www com org github blob tree html png jpg image screenshot user images githubusercontent
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string lowerCase) => words.Contains(lowerCase);
}
