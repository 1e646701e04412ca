namespace CodeRefine.Sandboxes;

/// <summary>The files of <c>sandboxes/</c> that are compiled into this assembly, so that the tool needs no folder of its own at run time.</summary>
internal static class Resources
{
    public static string Text(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
