using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection.Emit;

namespace CodeRefine.Roslyn.Policy;

/// <summary>Reads just enough of a method's code to tell what a comparison looks at.</summary>
internal static class IlReading
{
    private static readonly FrozenDictionary<int, OpCode> codes = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToFrozenDictionary(c => (int)(ushort)c.Value);

    /// <summary>What looks at more than an argument's type and identity, or refuses to answer at all.</summary>
    private static readonly FrozenSet<string> looking = FrozenSet.Create(StringComparer.Ordinal, "call", "callvirt", "calli", "newobj", "ldfld", "ldflda", "ldsfld", "ldsflda", "ldobj", "ldind.ref", "ldtoken", "throw", "ldelema", "ldlen");

    /// <returns>Whether it calls, reads or throws anything, and the arguments that it loads: 0 is <c>this</c> where there is one.</returns>
    public static (bool Looks, HashSet<int> Arguments) Read(ReadOnlySpan<byte> il)
    {
        var arguments = new HashSet<int>();
        for (var at = 0; at < il.Length;)
        {
            var value = il[at] == 0xFE && at + 1 < il.Length ? 0xFE00 | il[at + 1] : il[at];
            if (!codes.TryGetValue(value, out var code))
            {
                return (true, arguments);
            }

            at += code.Size;
            var name = code.Name!;
            if (looking.Contains(name))
            {
                return (true, arguments);
            }

            if (name.StartsWith("ldarg", StringComparison.Ordinal))
            {
                arguments.Add(Argument(name, il[at..]));
            }

            at += Operand(code.OperandType, il[at..]);
        }

        return (false, arguments);
    }

    private static int Argument(string name, ReadOnlySpan<byte> operand) =>
        char.IsAsciiDigit(name[^1]) ? name[^1] - '0' : name.EndsWith(".s", StringComparison.Ordinal) ? operand[0] : BinaryPrimitives.ReadUInt16LittleEndian(operand);

    private static int Operand(OperandType type, ReadOnlySpan<byte> rest) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(rest)),
        _ => 4,
    };
}
