using System.Text;
using CodeRefine.Models.Http;

namespace CodeRefine.Models.OpenAI;

/// <summary>
/// Reads the events of a stream of server-sent events: each <c>data:</c> line is one, as all these servers send them; comments (<c>: keep-alive</c>) and other fields are passed over. A
/// server that answers with one JSON document all the same gives one event.
/// </summary>
internal sealed class ServerEvents(LineReader lines, ModelServer server, bool whole)
{
    private const int LongestDocument = 8 << 20;

    /// <summary>Whether the end was said, by <c>[DONE]</c>.</summary>
    public bool Done { get; private set; }

    /// <summary>The next event's data; null at the end.</summary>
    public async ValueTask<string?> NextAsync()
    {
        if (whole)
        {
            return await DocumentAsync();
        }

        while (!Done && await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                var data = line.AsSpan(5).Trim();
                if (data is "[DONE]")
                {
                    Done = true;
                    return null;
                }

                return data.ToString();
            }

            // An error in the middle comes from some servers as a bare JSON line.
            if (line.StartsWith('{') || !(line.Length == 0 || line[0] == ':' || line.StartsWith("event:", StringComparison.Ordinal) || line.StartsWith("id:", StringComparison.Ordinal) || line.StartsWith("retry:", StringComparison.Ordinal)))
            {
                return line;
            }
        }

        return null;
    }

    private async ValueTask<string?> DocumentAsync()
    {
        var text = new StringBuilder();
        while (await lines.ReadLineAsync() is { } line)
        {
            text.Append(line).Append('\n');
            if (text.Length > LongestDocument)
            {
                throw new ModelException(ModelFailure.Malformed, $"{server.Name} sent more than {LongestDocument >> 20} MB for one answer.");
            }
        }

        return text.Length == 0 ? null : text.ToString();
    }
}
