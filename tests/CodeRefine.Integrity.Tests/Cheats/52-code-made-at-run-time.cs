// Emits the call that it must not contain.
// policy: assembly-loading DynamicMethod
// runtime: Crashed

using System.Reflection.Emit;

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        var method = new DynamicMethod("leave", typeof(void), [], typeof(object).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Call, typeof(Environment).GetMethod("Exit")!);
        code.Emit(OpCodes.Ret);
        method.CreateDelegate<Action>()();
        return 0;
    }
}
