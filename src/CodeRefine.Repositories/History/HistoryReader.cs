using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CodeRefine.Core;
using CodeRefine.Core.Problems;
using CodeRefine.Repositories.Processes;

namespace CodeRefine.Repositories.History;

/// <summary>Reads what runs have left in the history: for the log, for showing and comparing nodes, for resuming.</summary>
public sealed class HistoryReader(HistoryRepository repository)
{
    private const string Format = "%(refname)%00%(objectname)%00%(parent)%00%(committerdate:unix)%00%(contents)%00";
    private const int FieldsOfARef = 5;

    /// <summary>Ids of all runs that have a node, oldest first.</summary>
    public async Task<ImmutableArray<string>> RunsAsync(CancellationToken cancellationToken)
    {
        var result = await repository.RunAsync(cancellationToken, "for-each-ref", "--format=%(refname)", "refs/heads/");
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('/')[2]).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The nodes of a run in the order of their attempts; empty for a run without any.</summary>
    public async Task<ImmutableArray<HistoryNode>> LogAsync(string runId, CancellationToken cancellationToken)
    {
        var result = await repository.RunAsync(cancellationToken, "for-each-ref", $"--format={Format}", $"refs/heads/{runId}/");
        var refs = result.Output.Split('\0').Chunk(FieldsOfARef).Where(f => f.Length == FieldsOfARef)
            .Select(f => (Name: f[0].TrimStart('\n'), Id: f[1], Parent: f[2], Date: f[3], Message: f[4])).ToList();
        var best = refs.FirstOrDefault(r => r.Name.EndsWith("/best", StringComparison.Ordinal)).Id;
        return [.. refs.Where(r => r.Name.Contains("/attempt-", StringComparison.Ordinal)).Select(r => NodeOf(r.Id, r.Parent, r.Date, r.Message, r.Id == best)).OrderBy(n => n.Attempt)];
    }

    /// <summary>A node by what a person may write: an attempt's number, <c>root</c>, <c>best</c>, or the beginning of a commit's id.</summary>
    /// <exception cref="UserErrorException">The run has no such node.</exception>
    public async Task<HistoryNode> NodeAsync(string runId, string name, CancellationToken cancellationToken)
    {
        var nodes = await LogAsync(runId, cancellationToken);
        var found = nodes.Where(n => name switch
        {
            "root" => n.ParentId is null,
            "best" => n.IsBest,
            _ when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) && name.Length < 4 => n.Attempt == attempt,
            _ => name.Length >= 4 && n.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase),
        }).ToList();
        return found.Count == 1 ? found[0]
            : found.Count > 1 ? throw new UserErrorException($"'{name}' is the beginning of {found.Count} nodes of the run {runId}: write more of the id.")
            : nodes.IsEmpty ? throw new UserErrorException($"The run {runId} has no nodes in the history {repository.Folder}.")
            : throw new UserErrorException($"The run {runId} has no node '{name}': name an attempt (0 to {nodes[^1].Attempt}), 'root', 'best' or a commit's id.");
    }

    /// <summary>The unified diff between two nodes' trees; empty for none.</summary>
    public async Task<string> DiffAsync(string fromId, string toId, CancellationToken cancellationToken)
    {
        RequireId(fromId);
        RequireId(toId);
        var result = await repository.RunAsync(cancellationToken, "diff-tree", "-p", "-r", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", fromId, toId, "--");
        return result.Output;
    }

    /// <summary>A node's source tree as it was committed.</summary>
    public async Task<SourceTree> TreeAsync(string id, CancellationToken cancellationToken)
    {
        RequireId(id);
        var listing = await repository.RunAsync(cancellationToken, "ls-tree", "-r", "-z", "--full-tree", id);
        var blobs = listing.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => (Id: l[..l.IndexOf('\t', StringComparison.Ordinal)].Split(' ')[2], Path: l[(l.IndexOf('\t', StringComparison.Ordinal) + 1)..])).ToList();
        var request = Encoding.ASCII.GetBytes(string.Concat(blobs.Select(b => b.Id + "\n")));
        var contents = await repository.RunAsync(request, cancellationToken, "cat-file", "--batch");
        return SourceTree.From(Contents(contents, blobs.Select(b => b.Path)));
    }

    /// <summary>Each object comes as <c>id SP type SP size LF content LF</c>.</summary>
    private static IEnumerable<KeyValuePair<string, SourceFile>> Contents(CommandResult batch, IEnumerable<string> paths)
    {
        var rest = batch.OutputBytes;
        foreach (var path in paths)
        {
            var header = rest.Span.IndexOf((byte)'\n');
            var size = header < 0 ? -1 : int.Parse(Encoding.ASCII.GetString(rest.Span[..header]).Split(' ')[^1], CultureInfo.InvariantCulture);
            if (size < 0 || rest.Length < header + 1 + size || !SourceBytes.TryDecode(rest.Span.Slice(header + 1, size), out var file, out _))
            {
                throw new InvalidDataException($"The history's {path} cannot be read: the repository is damaged or larger than can be shown.");
            }

            rest = rest[(header + 1 + size + 1)..];
            yield return KeyValuePair.Create(path, file);
        }
    }

    private static HistoryNode NodeOf(string id, string parent, string date, string message, bool isBest)
    {
        var end = message.TrimEnd('\n').LastIndexOf("\n\n", StringComparison.Ordinal);
        var trailers = message[(end + 1)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(": ", 2)).Where(p => p.Length == 2).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.First()[1]);
        string Trailer(string name) => trailers.GetValueOrDefault(name, "");
        var body = message.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var first && end > first ? message[first..end].Trim('\n') : "";
        return new HistoryNode(
            id, parent.Length == 0 ? null : parent, Trailer(NodeMessage.Run),
            int.TryParse(Trailer(NodeMessage.Attempt), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0,
            Trailer(NodeMessage.Verdict),
            double.TryParse(Trailer(NodeMessage.Score), NumberStyles.Float, CultureInfo.InvariantCulture, out var score) ? score : 0,
            Trailer(NodeMessage.Kind), Trailer(NodeMessage.Proposer), Trailer(NodeMessage.TreeHash),
            message.Split('\n')[0], body, DateTimeOffset.FromUnixTimeSeconds(long.Parse(date, CultureInfo.InvariantCulture)), isBest);
    }

    private static void RequireId(string id)
    {
        if (id.Length is < 4 or > 64 || !id.All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException($"'{id}' is no commit's id.", nameof(id));
        }
    }
}
