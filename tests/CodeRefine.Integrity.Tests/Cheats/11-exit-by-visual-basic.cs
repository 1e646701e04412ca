// The framework carries the End statement of another language.
// policy: exit ProjectData.EndApp
// runtime: Crashed

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        Microsoft.VisualBasic.CompilerServices.ProjectData.EndApp();
        return 0;
    }
}
