using System.Text.Json;

namespace CodeRefine.Models.Tests.Servers;

/// <summary>Speaks OpenAI's chat completions as they are documented; a test puts its fault in the place of the chat.</summary>
internal static class OpenAI
{
    public static LoopbackServer Serve(Func<Request, Reply, Task> chat) => new((request, reply) => request.Path switch
    {
        "/v1/models" => reply.JsonAsync("""{"object":"list","data":[{"id":"gpt-test","object":"model","max_model_len":16384},{"id":"a","object":"model"}]}"""),
        "/v1/chat/completions" => chat(request, reply),
        _ => reply.JsonAsync("""{"detail":"Not Found"}""", 404),
    });

    public static Func<Request, Reply, Task> Says(params string[] pieces) => async (_, reply) =>
    {
        await BeginAsync(reply, pieces);
        await reply.ChunkAsync(Finish("stop") + Usage(11, pieces.Length) + "data: [DONE]\n\n");
        await reply.EndAsync();
    };

    public static async Task BeginAsync(Reply reply, params string[] pieces)
    {
        await reply.StreamAsync("text/event-stream");
        await reply.ChunkAsync(": OPENROUTER PROCESSING\n\n" + Delta("""{"role":"assistant","content":""}"""));
        foreach (var piece in pieces)
        {
            await reply.ChunkAsync(Delta($$$"""{"content":{{{JsonSerializer.Serialize(piece)}}}}"""));
        }
    }

    public static string Delta(string delta) => $$$"""data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":null}]}""" + "\n\n";

    public static string Finish(string reason) => $$$"""data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}]}""" + "\n\n";

    public static string Usage(int prompt, int answer) => $$$"""data: {"id":"1","choices":[],"usage":{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{answer}}},"total_tokens":{{{prompt + answer}}}}}""" + "\n\n";
}
