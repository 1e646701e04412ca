using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Reports.Text;

/// <summary>One part of a report in words and a table: what the terminal, Markdown and the page have in common.</summary>
/// <param name="Id">For links: <c>pass-at-k</c>.</param>
/// <param name="Words">Sentences under the title; empty for none.</param>
public sealed record ReportSection(string Id, string Title, string Words, ReportTable? Table);

/// <param name="Columns">Headings; those whose numbers are to stand under each other begin with <c>&gt;</c>, which is not shown.</param>
/// <param name="Rows">As many cells as there are columns; raw text, which whoever renders it has to escape.</param>
public sealed record ReportTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public bool RightAligned(int column) => Columns[column].StartsWith('>');

    public string Heading(int column) => Columns[column].TrimStart('>');

    internal static ReportTable Of(string[] columns, IEnumerable<string[]> rows) => new([.. columns], [.. rows.Select(r => ImmutableArray.Create(r))]);
}
