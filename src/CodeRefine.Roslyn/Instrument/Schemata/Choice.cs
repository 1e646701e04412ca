using System.Globalization;
using System.Text;

namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>The code that chooses among a site's alternatives. It grows with their number and not faster, for the compiler too: conditionals in conditionals would.</summary>
internal sealed class Choice
{
    private readonly StringBuilder code = new();
    private readonly Site site;
    private readonly string active;
    private readonly List<(Alternative Alternative, int Start)> marks = [];

    private Choice(Site site)
    {
        this.site = site;
        active = $"{ProbeSource.Call}Switch[{Number(site.Number)}]";
    }

    public override string ToString() => code.ToString();

    /// <summary>Notes where each alternative's code stands, once it is known where this stands.</summary>
    public void PlaceAt(int start)
    {
        foreach (var (alternative, offset) in marks)
        {
            alternative.Start = start + offset;
        }
    }

    /// <summary>Everything before the original value.</summary>
    public static Choice OfValue(Site site, bool arms)
    {
        var choice = new Choice(site);
        choice.code.Append(site.Form!.IsStatement ? $"{ProbeSource.Call}As<{site.Form.Type}>(" : "(").Append(choice.active);
        if (arms)
        {
            choice.Arms();
        }
        else
        {
            choice.code.Append(" != 0 ? ");
            choice.Conditionals(1, site.Alternatives.Count);
            choice.code.Append(" : ");
        }

        choice.code.Append(site.Form.Original.Open);
        return choice;
    }

    public static string EndOfValue(Site site, bool arms) => site.Form!.Original.Close + (arms ? " })" : ")");

    /// <summary>A statement that does the active alternative, if there is one.</summary>
    /// <param name="before">Put before each alternative's code, and <paramref name="behind"/> after it.</param>
    public static Choice OfStatements(Site site, string before = "", string behind = "")
    {
        var choice = new Choice(site);
        choice.code.Append("if (").Append(choice.active).Append(" != 0) ");
        choice.Halves(1, site.Alternatives.Count, before, behind);
        return choice;
    }

    private void Arms()
    {
        code.Append(" switch { ");
        for (var j = 1; j <= site.Alternatives.Count; j++)
        {
            code.Append(Number(j)).Append(" => ");
            Value(j);
            code.Append(", ");
        }

        code.Append("_ => ");
    }

    /// <summary>For language versions without switch expressions: halves, so that the depth is that of a tree.</summary>
    private void Conditionals(int low, int high)
    {
        if (low == high)
        {
            Value(low);
            return;
        }

        var middle = (low + high + 1) / 2;
        code.Append('(').Append(active).Append(" < ").Append(Number(middle)).Append(" ? ");
        Conditionals(low, middle - 1);
        code.Append(" : ");
        Conditionals(middle, high);
        code.Append(')');
    }

    private void Value(int j)
    {
        var (open, close) = site.Form!.Alternative;
        code.Append(open);
        Mark(j);
        code.Append(close);
    }

    private void Halves(int low, int high, string before, string behind)
    {
        if (low == high)
        {
            code.Append("{ ").Append(before);
            Mark(low);
            code.Append(behind).Append(" }");
            return;
        }

        var middle = (low + high + 1) / 2;
        code.Append("{ if (").Append(active).Append(" < ").Append(Number(middle)).Append(") ");
        Halves(low, middle - 1, before, behind);
        code.Append(" else ");
        Halves(middle, high, before, behind);
        code.Append(" }");
    }

    private void Mark(int j)
    {
        var alternative = site.Alternatives[j - 1];
        marks.Add((alternative, code.Length));
        code.Append(alternative.Place!.Code);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
