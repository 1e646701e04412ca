using System.Globalization;
using System.Text;
using CodeRefine.Core.Problems;

namespace CodeRefine.Repositories.History;

/// <summary>Writes a commit in the format of <c>git fast-import</c>: one child process makes its blobs, trees, commit and refs. https://git-scm.com/docs/git-fast-import</summary>
internal sealed class FastImport : IDisposable
{
    private const string Identity = "CodeRefine <coderefine@localhost>";
    private readonly MemoryStream stream = new();

    public ReadOnlyMemory<byte> Bytes => stream.GetBuffer().AsMemory(0, (int)stream.Length);

    /// <summary>Begins a commit; the file changes follow.</summary>
    public void Commit(string reference, string message, DateTimeOffset date, string? parent)
    {
        Line($"commit {reference}");
        Line("mark :1");
        Line(string.Create(CultureInfo.InvariantCulture, $"author {Identity} {date.ToUnixTimeSeconds()} +0000"));
        Line(string.Create(CultureInfo.InvariantCulture, $"committer {Identity} {date.ToUnixTimeSeconds()} +0000"));
        Data(Encoding.UTF8.GetBytes(message));
        if (parent is not null)
        {
            Line($"from {parent}");
        }
    }

    public void File(string path, SourceFile file)
    {
        Line($"M 100644 inline {Quoted(path)}");
        Data(SourceBytes.Encode(file));
    }

    public void DeleteFile(string path) => Line($"D {Quoted(path)}");

    public void DeleteAll() => Line("deleteall");

    public void Reset(string reference)
    {
        Line($"reset {reference}");
        Line("from :1");
    }

    /// <summary>Has the commit's id printed.</summary>
    public void PrintId() => Line("get-mark :1");

    public void Dispose() => stream.Dispose();

    private void Data(byte[] bytes)
    {
        Line(string.Create(CultureInfo.InvariantCulture, $"data {bytes.Length}"));
        stream.Write(bytes);
        stream.WriteByte((byte)'\n');
    }

    private void Line(string text) => stream.Write(Encoding.UTF8.GetBytes(text + "\n"));

    private static string Quoted(string path) => "\"" + path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
