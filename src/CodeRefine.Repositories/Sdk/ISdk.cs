namespace CodeRefine.Repositories.Sdk;

/// <summary>Runs the .NET SDK on repositories. Safe for concurrent calls.</summary>
public interface ISdk
{
    /// <summary><c>bubblewrap</c> or <c>none</c>.</summary>
    string Name { get; }

    SdkPlaces Places { get; }

    /// <summary>Gives the folder to the user that the SDK runs as, with all that is in it.</summary>
    Task OwnAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Runs <c>dotnet</c> to its end; every process that it started has ended then.</summary>
    Task<SdkResult> RunAsync(SdkRun run, CancellationToken cancellationToken);
}
