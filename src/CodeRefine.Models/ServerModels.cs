using System.Collections.Immutable;

namespace CodeRefine.Models;

/// <summary>What a model server has, or why it could not be asked.</summary>
/// <param name="Url">Where it was looked for.</param>
/// <param name="Models">Names as they are written after <c>ollama:</c> or <c>openai:</c>, in ordinal order.</param>
/// <param name="Problem">Null where it answered.</param>
public sealed record ServerModels(Uri Url, ImmutableArray<string> Models, string? Problem)
{
    public bool Answers => Problem is null;
}
