using System.Globalization;

namespace CodeRefine.Evaluation.Reports.Text;

/// <summary>Which characters of a hostile text are shown as their code: those that steer a terminal, hide, or reorder what stands around them (<see href="https://trojansource.codes"/>).</summary>
internal static class VisibleText
{
    public static bool NeedsCode(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
