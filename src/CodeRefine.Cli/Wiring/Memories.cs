using CodeRefine.Agent.Memory;
using CodeRefine.Cli.Configuration;

namespace CodeRefine.Cli.Wiring;

/// <summary>Where memories are kept, and which of them a run has.</summary>
internal sealed class Memories : IDisposable
{
    private readonly List<MemoryStore> stores = [];

    private Memories(StoredMemory? stored) => Stored = stored;

    /// <summary>Null where the memory is switched off: a run's own ends with it.</summary>
    public StoredMemory? Stored { get; private set; }

    public static string InState(string stateFolder) => Path.Combine(stateFolder, "memory.db");

    /// <summary>The user's own, for all projects: under <c>XDG_DATA_HOME</c> or where the system keeps such data.</summary>
    public static string Global(Func<string, string?> variable) => Path.Combine(
        variable("XDG_DATA_HOME") is { Length: > 0 } home && Path.IsPathRooted(home) ? home : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "coderefine",
        "memory.db");

    /// <param name="stateFolder">Where the project's own is kept; null for the configuration's.</param>
    /// <param name="began">When the run began; a replay has its recorded run's.</param>
    public static Memories Open(ResolvedConfiguration configuration, Func<string, string?> variable, DateTimeOffset began, TimeProvider time, string? stateFolder = null)
    {
        var memories = new Memories(null);
        try
        {
            if (configuration.Memory is "project" or "global")
            {
                memories.stores.Add(MemoryStore.Open(InState(stateFolder ?? configuration.StateFolder)));
            }

            if (configuration.Memory == "global")
            {
                memories.stores.Add(MemoryStore.Open(Global(variable)));
            }

            memories.Stored = memories.stores.Count == 0 ? null : new StoredMemory(memories.stores, began, time);
            return memories;
        }
        catch
        {
            memories.Dispose();
            throw;
        }
    }

    public void Dispose() => stores.ForEach(s => s.Dispose());
}
