namespace CodeRefine.Cli.Wiring;

/// <summary>How a person gets a sandbox, in the words that fit this installation.</summary>
internal static class SetUpHint
{
    public static string Text => SandboxOffer.SetUpScript() is { } script ? $"run {script}" : "install docker.io or bubblewrap (apt-get install -y --no-install-recommends docker.io bubblewrap)";
}
