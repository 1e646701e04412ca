// The runtime binds this to a member that is nobody's business.
// policy: native-code UnsafeAccessor
// runtime: Crashed

using System.Runtime.CompilerServices;

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        Leave(null, 0);
        return 0;
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Exit")]
    private static extern void Leave([UnsafeAccessorType("System.Environment, System.Private.CoreLib")] object? type, int code);
}
