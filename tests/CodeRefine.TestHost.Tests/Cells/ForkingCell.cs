using System.Globalization;

namespace CodeRefine.TestHost.Tests.Cells;

/// <summary>A cell whose hosts are copies of a mould, all but those that it starts anew for good reason.</summary>
public sealed class ForkingCell() : Cell(["--fork"])
{
    /// <summary>Runs harmless jobs until the host that waits is a copy.</summary>
    /// <returns>Process ids of the mould and of the host.</returns>
    internal async Task<(int Mould, int Host)> AwaitForkedHostAsync()
    {
        for (var job = 0; job < 4; job++)
        {
            await AwaitReadyAsync();
            if (ForkedHost() is { } found)
            {
                return found;
            }

            var answer = await RunAsync("public static class C;", "public class T { [Fact] public void Passes() { } }", ["T.Passes"]);
            Assert.Equal(Protocol.EndKind.Completed, answer.End.Kind);
        }

        throw new Xunit.Sdk.XunitException("The cell forks no hosts.");
    }

    /// <summary>Null where the host that waits was started by itself.</summary>
    internal (int Mould, int Host)? ForkedHost() => ChildrenOf(Process.Id).Where(IsMould).SelectMany(m => ChildrenOf(m).Select(h => (m, h))).Cast<(int, int)?>().SingleOrDefault();

    private static bool IsMould(int pid) => File.ReadAllText($"/proc/{pid}/cmdline").Contains("\0mould\0", StringComparison.Ordinal);

    private static IEnumerable<int> ChildrenOf(int pid) =>
        Directory.EnumerateFiles($"/proc/{pid}/task", "children", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .SelectMany(f => File.ReadAllText(f).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(n => int.Parse(n, CultureInfo.InvariantCulture));
}
