using System.Text.Json;

namespace CodeRefine.Models.Tests.Servers;

/// <summary>Speaks Ollama's native API as it is documented; a test puts its fault in the place of the chat.</summary>
internal static class Ollama
{
    public static LoopbackServer Serve(Func<Request, Reply, Task> chat, int context = 32768) => new((request, reply) => request.Path switch
    {
        "/api/show" when request.Json.GetProperty("model").GetString() == "missing" => reply.JsonAsync("""{"error":"model 'missing' not found"}""", 404),
        "/api/show" => reply.JsonAsync($$$"""{"details":{"family":"qwen2"},"model_info":{"general.architecture":"qwen2","qwen2.context_length":{{{context}}}},"capabilities":["completion"]}"""),
        "/api/tags" => reply.JsonAsync("""{"models":[{"name":"qwen2.5-coder:7b","model":"qwen2.5-coder:7b","size":1},{"name":"a:1b","size":1}]}"""),
        "/api/chat" => chat(request, reply),
        _ => reply.JsonAsync("""{"error":"not found"}""", 404),
    });

    public static Func<Request, Reply, Task> Says(params string[] pieces) => async (_, reply) =>
    {
        await BeginAsync(reply, pieces);
        await reply.ChunkAsync(Done(11, pieces.Length));
        await reply.EndAsync();
    };

    public static async Task BeginAsync(Reply reply, params string[] pieces)
    {
        await reply.StreamAsync("application/x-ndjson");
        foreach (var piece in pieces)
        {
            await reply.ChunkAsync(Piece(piece));
        }
    }

    public static string Piece(string text) => $$$"""{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}},"done":false}""" + "\n";

    public static string Done(int promptTokens, int answerTokens, string reason = "stop") =>
        $$$"""{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"{{{reason}}}","total_duration":5,"prompt_eval_count":{{{promptTokens}}},"eval_count":{{{answerTokens}}}}""" + "\n";
}
