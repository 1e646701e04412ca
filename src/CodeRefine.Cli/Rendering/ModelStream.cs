namespace CodeRefine.Cli.Rendering;

/// <summary>The end of a model's answer as it streams in, as one line; the whole of it is in the journal.</summary>
internal sealed class ModelStream
{
    private const int Kept = 400;
    private string tail = "";
    private long characters;

    public void Clear() => (tail, characters) = ("", 0);

    public void Add(string text)
    {
        characters += text.Length;
        tail += text;
        tail = tail.Length > Kept ? tail[^Kept..] : tail;
    }

    public string Show()
    {
        var line = tail.TrimEnd().Split('\n')[^1].Trim();
        return FormattableString.Invariant($"{characters:N0} characters  {line}");
    }
}
