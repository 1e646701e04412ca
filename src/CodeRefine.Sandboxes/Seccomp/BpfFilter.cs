using System.Buffers.Binary;

namespace CodeRefine.Sandboxes.Seccomp;

/// <summary>
/// Compiles a profile to the classic BPF program that the kernel takes and bubblewrap hands over (<c>--seccomp FD</c>).
/// Source: seccomp(2) and Documentation/userspace-api/seccomp_filter.rst of the Linux kernel.
/// </summary>
internal static class BpfFilter
{
    public const uint Allowed = 0x7FFF0000, KillProcess = 0x80000000, Errno = 0x00050000;
    private const int NotPermitted = 1;

    // struct seccomp_data: int nr; u32 arch; u64 instruction_pointer; u64 args[6].
    private const uint NumberOffset = 0, ArchitectureOffset = 4, ArgumentsOffset = 16;

    // Calls of the x32 ABI share x86-64's architecture number and have this bit set.
    private const uint X32Bit = 0x40000000;

    public static IReadOnlyList<BpfInstruction> Compile(SeccompProfile profile, SyscallTable machine)
    {
        var program = new List<BpfInstruction>
        {
            BpfInstruction.Load(ArchitectureOffset),
            BpfInstruction.JumpIfEqual(machine.AuditArchitecture, 1, 0),
            BpfInstruction.Return(KillProcess),
            BpfInstruction.Load(NumberOffset),
            BpfInstruction.JumpIfAtLeast(X32Bit, 0, 1),
            BpfInstruction.Return(KillProcess),
        };

        foreach (var call in profile.Syscalls.Where(r => r.Args is { Count: > 0 } || r.Action != SeccompProfile.Allow)
            .SelectMany(rule => NumbersOf(rule, machine).Select(number => (number, rule)))
            .GroupBy(c => c.number, c => c.rule)
            .OrderBy(g => g.Key))
        {
            AddConditional(program, (uint)call.Key, call);
        }

        AddRanges(program, profile.Syscalls.Where(r => r.Args is not { Count: > 0 } && r.Action == SeccompProfile.Allow).SelectMany(r => NumbersOf(r, machine)));
        program.Add(BpfInstruction.Return(Errno | NotPermitted));
        return program;
    }

    /// <summary>As an array of <c>struct sock_filter</c>, little-endian.</summary>
    public static byte[] ToBytes(IReadOnlyList<BpfInstruction> program)
    {
        var bytes = new byte[program.Count * 8];
        for (var i = 0; i < program.Count; i++)
        {
            var at = bytes.AsSpan(i * 8);
            BinaryPrimitives.WriteUInt16LittleEndian(at, program[i].Code);
            at[2] = program[i].IfTrue;
            at[3] = program[i].IfFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], program[i].Value);
        }

        return bytes;
    }

    // A name that the table lacks is a call that this machine does not have (or a newer one than the table): it stays refused.
    private static IEnumerable<int> NumbersOf(SeccompRule rule, SyscallTable machine) =>
        rule.Names.Where(machine.Numbers.ContainsKey).Select(name => machine.Numbers[name]);

    private static void AddConditional(List<BpfInstruction> program, uint number, IEnumerable<SeccompRule> rules)
    {
        var block = new List<BpfInstruction>();
        foreach (var rule in rules)
        {
            AddRule(block, rule);
        }

        block.Add(BpfInstruction.Return(Errno | NotPermitted));
        program.Add(BpfInstruction.JumpIfEqual(number, 0, checked((byte)block.Count)));
        program.AddRange(block);
    }

    private static void AddRule(List<BpfInstruction> block, SeccompRule rule)
    {
        var body = new List<BpfInstruction>();
        foreach (var argument in rule.Args ?? [])
        {
            var masked = argument.Op == SeccompArgument.MaskedEqual;
            var mask = masked ? argument.Value : ulong.MaxValue;
            var expected = masked ? argument.ValueTwo : argument.Value;
            var offset = ArgumentsOffset + (uint)argument.Index * 8;
            AddWord(body, offset, (uint)mask, (uint)expected);
            AddWord(body, offset + 4, (uint)(mask >> 32), (uint)(expected >> 32));
        }

        // A failed comparison jumps to the next rule: over the rest of this one and its return.
        for (var i = 0; i < body.Count; i++)
        {
            if (body[i].IsJump)
            {
                body[i] = body[i] with { IfFalse = checked((byte)(body.Count - i)) };
            }
        }

        block.AddRange(body);
        block.Add(BpfInstruction.Return(rule.Action == SeccompProfile.Allow ? Allowed : Errno | (uint)(rule.ErrnoRet ?? NotPermitted)));
    }

    private static void AddWord(List<BpfInstruction> body, uint offset, uint mask, uint expected)
    {
        body.Add(BpfInstruction.Load(offset));
        if (mask != uint.MaxValue)
        {
            body.Add(BpfInstruction.And(mask));
        }

        body.Add(BpfInstruction.JumpIfEqual(expected, 0, 0));
    }

    /// <summary>Numbers in ascending runs; each run decides at once, so that no jump is longer than a byte can say.</summary>
    private static void AddRanges(List<BpfInstruction> program, IEnumerable<int> numbers)
    {
        var sorted = numbers.Distinct().Order().ToList();
        for (int i = 0, next; i < sorted.Count; i = next)
        {
            for (next = i + 1; next < sorted.Count && sorted[next] == sorted[next - 1] + 1; next++)
            {
            }

            program.Add(BpfInstruction.JumpIfAbove((uint)sorted[next - 1], 3, 0));
            program.Add(BpfInstruction.JumpIfAtLeast((uint)sorted[i], 0, 1));
            program.Add(BpfInstruction.Return(Allowed));
            program.Add(BpfInstruction.Return(Errno | NotPermitted));
        }
    }
}
