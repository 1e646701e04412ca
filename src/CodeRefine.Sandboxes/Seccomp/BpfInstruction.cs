namespace CodeRefine.Sandboxes.Seccomp;

/// <summary>One instruction of classic BPF: <c>struct sock_filter</c> of linux/filter.h, with the five kinds that a seccomp filter needs.</summary>
/// <param name="IfTrue">Instructions to skip where a jump's condition holds.</param>
internal readonly record struct BpfInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value)
{
    public const ushort LoadWord = 0x20, AndConstant = 0x54, JumpEqual = 0x15, JumpAbove = 0x25, JumpAtLeast = 0x35, ReturnConstant = 0x06;

    public bool IsJump => Code is JumpEqual or JumpAbove or JumpAtLeast;

    public static BpfInstruction Load(uint offset) => new(LoadWord, 0, 0, offset);
    public static BpfInstruction And(uint mask) => new(AndConstant, 0, 0, mask);
    public static BpfInstruction JumpIfEqual(uint value, byte yes, byte no) => new(JumpEqual, yes, no, value);
    public static BpfInstruction JumpIfAbove(uint value, byte yes, byte no) => new(JumpAbove, yes, no, value);
    public static BpfInstruction JumpIfAtLeast(uint value, byte yes, byte no) => new(JumpAtLeast, yes, no, value);
    public static BpfInstruction Return(uint action) => new(ReturnConstant, 0, 0, action);
}
