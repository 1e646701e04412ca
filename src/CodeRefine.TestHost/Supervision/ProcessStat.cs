using System.Globalization;

namespace CodeRefine.TestHost.Supervision;

/// <summary>The fields of <c>/proc/PID/stat</c> (proc(5)) that matter here.</summary>
internal readonly record struct ProcessStat(int Pid, char State, int Parent, int Threads, long ResidentPages)
{
    // Counted after the command's name, which is the second field, stands in parentheses and may hold anything.
    private const int ParentField = 1;
    private const int ThreadsField = 17;
    private const int ResidentField = 21;

    /// <returns>Null where the process is gone.</returns>
    public static ProcessStat? Read(int pid)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > ResidentField
            ? new ProcessStat(pid, fields[0][0], Number(fields[ParentField]), Number(fields[ThreadsField]), long.Parse(fields[ResidentField], CultureInfo.InvariantCulture))
            : null;
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
