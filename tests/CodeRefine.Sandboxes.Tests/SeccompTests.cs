using CodeRefine.Sandboxes.Seccomp;

namespace CodeRefine.Sandboxes.Tests;

public class SeccompTests
{
    private const uint Refused = BpfFilter.Errno | 1;

    public static TheoryData<string> Machines => ["x64", "arm64"];

    [Theory, MemberData(nameof(Machines))]
    public void Every_system_call_is_decided_as_the_profile_says(string machine)
    {
        var table = Table(machine);
        var program = BpfFilter.Compile(SeccompProfile.Default, table);
        var plain = SeccompProfile.Default.Syscalls.Where(r => r.Args is null && r.Action == SeccompProfile.Allow).SelectMany(r => r.Names).ToHashSet();
        var conditional = SeccompProfile.Default.Syscalls.SelectMany(r => r.Names).Except(plain).ToHashSet();

        foreach (var (name, number) in table.Numbers.Where(n => !conditional.Contains(n.Key)))
        {
            Assert.True((plain.Contains(name) ? BpfFilter.Allowed : Refused) == Decide(program, table, number), name);
        }

        Assert.Equal(Refused, Decide(program, table, 9999));
        Assert.True(program.Count < 4096);
    }

    [Theory, MemberData(nameof(Machines))]
    public void Conditions_look_at_all_64_bits_of_an_argument(string machine)
    {
        var table = Table(machine);
        var program = BpfFilter.Compile(SeccompProfile.Default, table);
        uint On(string name, ulong argument) => Decide(program, table, table.Numbers[name], argument);

        Assert.Equal(BpfFilter.Allowed, On("socket", 1));
        Assert.Equal(Refused, On("socket", 2));
        Assert.Equal(Refused, On("socket", 10));
        Assert.Equal(Refused, On("socket", 0x1_0000_0001));
        Assert.Equal(BpfFilter.Allowed, On("clone", 0x3D0F00));
        Assert.Equal(Refused, On("clone", 0x3D0F00 | 0x10000000));
        Assert.Equal(Refused, On("clone", 0x00020000));
        Assert.Equal(BpfFilter.Errno | 38, On("clone3", 0));
        Assert.Equal(BpfFilter.Allowed, On("personality", 0));
        Assert.Equal(BpfFilter.Allowed, On("personality", 0xFFFFFFFF));
        Assert.Equal(Refused, On("personality", 0x0040000));
    }

    [Fact]
    public void Calls_by_another_machines_numbers_end_the_process()
    {
        var program = BpfFilter.Compile(SeccompProfile.Default, SyscallTable.X64);

        Assert.Equal(BpfFilter.KillProcess, Run(program, 0, 0x40000003, 0));
        Assert.Equal(BpfFilter.KillProcess, Run(program, 0x40000000, SyscallTable.X64.AuditArchitecture, 0));
    }

    [Fact]
    public void The_profile_names_only_calls_that_exist()
    {
        var known = SyscallTable.X64.Numbers.Keys.Union(SyscallTable.Arm64.Numbers.Keys).ToHashSet();

        Assert.Subset(known, SeccompProfile.Default.Syscalls.SelectMany(r => r.Names).ToHashSet());
    }

    [Theory]
    [InlineData("ptrace"), InlineData("process_vm_readv"), InlineData("mount"), InlineData("unshare"), InlineData("setns"), InlineData("bpf")]
    [InlineData("perf_event_open"), InlineData("keyctl"), InlineData("io_uring_setup"), InlineData("userfaultfd"), InlineData("setuid"), InlineData("chroot")]
    public void What_leads_out_is_on_no_list(string name) => Assert.DoesNotContain(SeccompProfile.Default.Syscalls, r => r.Names.Contains(name));

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"defaultAction":"SCMP_ACT_ALLOW","architectures":[],"syscalls":[]}""")]
    [InlineData("""{"defaultAction":"SCMP_ACT_ERRNO","architectures":[],"syscalls":[{"names":["read"],"action":"SCMP_ACT_TRACE"}]}""")]
    [InlineData("""{"defaultAction":"SCMP_ACT_ERRNO","architectures":[],"syscalls":[{"names":["read"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":1,"op":"SCMP_CMP_GT"}]}]}""")]
    public void A_profile_that_would_be_compiled_wrongly_is_refused(string json) => Assert.Throws<FormatException>(() => SeccompProfile.Parse(json));

    private static SyscallTable Table(string machine) => machine == "x64" ? SyscallTable.X64 : SyscallTable.Arm64;

    private static uint Decide(IReadOnlyList<BpfInstruction> program, SyscallTable table, int number, ulong argument = 0) => Run(program, (uint)number, table.AuditArchitecture, argument);

    // What the kernel does with the program: an accumulator, forward jumps, a return.
    private static uint Run(IReadOnlyList<BpfInstruction> program, uint number, uint architecture, ulong argument)
    {
        uint accumulator = 0;
        for (var at = 0; ; at++)
        {
            var (code, yes, no, value) = program[at];
            switch (code)
            {
                case BpfInstruction.LoadWord:
                    accumulator = value switch { 0 => number, 4 => architecture, 16 => (uint)argument, 20 => (uint)(argument >> 32), _ => 0 };
                    break;
                case BpfInstruction.AndConstant:
                    accumulator &= value;
                    break;
                case BpfInstruction.JumpEqual:
                    at += accumulator == value ? yes : no;
                    break;
                case BpfInstruction.JumpAbove:
                    at += accumulator > value ? yes : no;
                    break;
                case BpfInstruction.JumpAtLeast:
                    at += accumulator >= value ? yes : no;
                    break;
                default:
                    return value;
            }
        }
    }
}
