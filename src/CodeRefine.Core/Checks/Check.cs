using System.Text.Json.Serialization;

namespace CodeRefine.Core.Checks;

/// <summary>One unit test or one property, found in the check sources before anything runs, so that the host knows what must report.</summary>
/// <param name="Id">Full method name: <c>Namespace.Type+Nested.Method</c>.</param>
/// <param name="Path">File of the check sources that declares it.</param>
/// <param name="Line">Line of the method's name, from 1.</param>
/// <param name="SkipReason">Set where the check's own attribute skips it: it must then not gate.</param>
public sealed record Check(string Id, CheckKind Kind, string Path, int Line, string? SkipReason = null)
{
    /// <summary>The method's name without type and namespace.</summary>
    [JsonIgnore]
    public string Name => Id[(Id.LastIndexOf('.') + 1)..];
}

[JsonConverter(typeof(JsonStringEnumConverter<CheckKind>))]
public enum CheckKind
{
    Test,
    Property,
}
