using CodeRefine.Core.Builds;
using CodeRefine.Core.Problems;
using CodeRefine.Roslyn.Tests.Compile;

namespace CodeRefine.Roslyn.Tests.Policy;

public class ApiPolicyTests
{
    [Theory]
    [InlineData("process", "System.Diagnostics.Process.Start(\"sh\");", "M:System.Diagnostics.Process.Start(System.String)")]
    [InlineData("process", "var p = new System.Diagnostics.ProcessStartInfo();", "T:System.Diagnostics.ProcessStartInfo")]
    [InlineData("exit", "Environment.Exit(0);", "M:System.Environment.Exit(System.Int32)")]
    [InlineData("exit", "Environment.FailFast(\"x\");", "M:System.Environment.FailFast(System.String)")]
    [InlineData("exit", "Environment.ExitCode = 3;", "P:System.Environment.ExitCode")]
    [InlineData("environment", "_ = Environment.GetEnvironmentVariable(\"PATH\");", "M:System.Environment.GetEnvironmentVariable(System.String)")]
    [InlineData("network", "using var c = new HttpClient();", "T:System.Net.Http.HttpClient")]
    [InlineData("network", "_ = System.Net.Dns.GetHostName();", "T:System.Net.Dns")]
    [InlineData("network", "_ = new System.Net.Sockets.TcpClient();", "T:System.Net.Sockets.TcpClient")]
    [InlineData("files", "File.WriteAllText(\"a\", \"b\");", "T:System.IO.File")]
    [InlineData("files", "using var s = new FileStream(\"a\", FileMode.Create);", "T:System.IO.FileStream")]
    [InlineData("files", "using var w = new StreamWriter(\"a\");", "M:System.IO.StreamWriter.#ctor(System.String)")]
    [InlineData("files", "using StreamWriter w = new(\"a\");", "M:System.IO.StreamWriter.#ctor(System.String)")]
    [InlineData("native-code", "_ = System.Runtime.InteropServices.Marshal.AllocHGlobal(1);", "T:System.Runtime.InteropServices.Marshal")]
    [InlineData("assembly-loading", "System.Reflection.Assembly.Load(\"xunit.core\");", "M:System.Reflection.Assembly.Load(System.String)")]
    [InlineData("assembly-loading", "_ = System.Runtime.Loader.AssemblyLoadContext.Default;", "T:System.Runtime.Loader.AssemblyLoadContext")]
    [InlineData("assembly-loading", "_ = System.Reflection.Emit.OpCodes.Nop;", "T:System.Reflection.Emit.OpCodes")]
    [InlineData("reflection", "_ = System.Reflection.Assembly.GetEntryAssembly();", "M:System.Reflection.Assembly.GetEntryAssembly")]
    [InlineData("reflection", "_ = AppDomain.CurrentDomain.GetAssemblies();", "T:System.AppDomain")]
    [InlineData("reflection", "_ = typeof(object).Assembly.GetType(\"System.Environment\");", "M:System.Reflection.Assembly.GetType(System.String)")]
    [InlineData("reflection", "_ = Type.GetType(\"System.Environment\");", "M:System.Type.GetType(System.String)")]
    [InlineData("reflection", "dynamic d = typeof(object).Assembly; d.GetType(\"System.Environment\");", "M:System.Reflection.Assembly.GetType")]
    [InlineData("reflection", "typeof(Environment).GetMethod(\"Exit\")!.Invoke(null, [0]);", "")]
    [InlineData("stack-inspection", "_ = new System.Diagnostics.StackTrace();", "T:System.Diagnostics.StackTrace")]
    [InlineData("stack-inspection", "_ = Environment.StackTrace;", "P:System.Environment.StackTrace")]
    [InlineData("runtime-control", "Console.SetOut(TextWriter.Null);", "M:System.Console.SetOut(System.IO.TextWriter)")]
    [InlineData("runtime-control", "System.Diagnostics.Debugger.Break();", "T:System.Diagnostics.Debugger")]
    [InlineData("exit", "Microsoft.VisualBasic.CompilerServices.ProjectData.EndApp();", "M:Microsoft.VisualBasic.CompilerServices.ProjectData.EndApp")]
    [InlineData("process", "Microsoft.VisualBasic.Interaction.Shell(\"sh\");", "M:Microsoft.VisualBasic.Interaction.Shell")]
    [InlineData("files", "Microsoft.VisualBasic.FileIO.FileSystem.ReadAllText(\"a\");", "M:Microsoft.VisualBasic.FileIO.FileSystem.ReadAllText")]
    [InlineData("files", "System.Xml.Linq.XDocument.Load(\"a\");", "M:System.Xml.Linq.XDocument.Load(System.String)")]
    [InlineData("reflection", "Action a = F; _ = a.Target;", "P:System.Delegate.Target")]
    [InlineData("reflection", "Action a = F; _ = a.Method;", "P:System.Delegate.Method")]
    [InlineData("reflection", "_ = new Exception().TargetSite;", "P:System.Exception.TargetSite")]
    [InlineData("reflection", "_ = typeof(Environment.SpecialFolder).DeclaringType;", "P:System.Type.DeclaringType")]
    [InlineData("reflection", "_ = new object().GetType().GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance);", "F:System.Reflection.BindingFlags.NonPublic")]
    [InlineData("reflection", "_ = new object().GetType().GetFields((System.Reflection.BindingFlags)int.Parse(\"36\"));", "F:System.Reflection.BindingFlags.NonPublic")]
    [InlineData("reflection", "var p = System.Reflection.BindingFlags.Public; _ = new object().GetType().GetFields(~p);", "F:System.Reflection.BindingFlags.NonPublic")]
    [InlineData("reflection", "Func<System.Reflection.BindingFlags, System.Reflection.FieldInfo[]> f = new object().GetType().GetFields;", "F:System.Reflection.BindingFlags.NonPublic")]
    [InlineData("reflection", "_ = System.Reflection.RuntimeReflectionExtensions.GetRuntimeFields(new object().GetType());", "M:System.Reflection.RuntimeReflectionExtensions.GetRuntimeFields")]
    [InlineData("native-code", "int i = 0; _ = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref i, 100);", "M:System.Runtime.InteropServices.MemoryMarshal.CreateSpan")]
    [InlineData("native-code", "_ = System.Runtime.InteropServices.MemoryMarshal.AsMemory(\"a\".AsMemory());", "M:System.Runtime.InteropServices.MemoryMarshal.AsMemory")]
    public async Task What_no_solution_needs_is_refused_by_rule_symbol_and_line(string rule, string statement, string symbol)
    {
        var violation = (await Refused(Program(statement))).First(v => v.Rule == rule && v.Symbol.StartsWith(symbol, StringComparison.Ordinal));

        Assert.Equal(("Code.cs", 6), (violation.Path, violation.Line));
        Assert.Contains("allowed APIs", violation.Reason);
    }

    [Theory]
    [InlineData("native-code", "using System.Runtime.InteropServices; public class C { [DllImport(\"libc\")] public static extern int getpid(); }")]
    [InlineData("native-code", "using D = System.Runtime.InteropServices.DllImportAttribute; public class C { [D(\"libc\")] public static extern int getpid(); }")]
    [InlineData("module-initializer", "public class C { [System.Runtime.CompilerServices.ModuleInitializer] internal static void First() { } }")]
    [InlineData("unsafe-code", "public class C { public unsafe int* P; }")]
    [InlineData("exit", "using static System.Environment; public class C { public void F() => Exit(1); }")]
    [InlineData("exit", "using E = System.Environment; public class C { public System.Action<int> F => E.Exit; }")]
    [InlineData("files", "public class C { public void F() { var x = new System.Func<string, bool>(System.IO.File.Exists); } }")]
    [InlineData("process", "public class P : System.Diagnostics.Process { }")]
    [InlineData("native-code", "using System.Runtime.InteropServices; [StructLayout(LayoutKind.Explicit)] public struct U { [FieldOffset(0)] public object A; [FieldOffset(0)] public string B; }")]
    [InlineData("constant-equality", "public class V { public int A; public override bool Equals(object o) => true; public override int GetHashCode() => 0; }")]
    [InlineData("constant-equality", "public class V { public int A; public override bool Equals(object o) => o is V; public override int GetHashCode() => 0; }")]
    [InlineData("constant-equality", "public struct V { public int A; public static bool operator ==(V a, V b) => true; public static bool operator !=(V a, V b) => false; }")]
    [InlineData("constant-equality", "public class V : System.IComparable<V> { public int A; int System.IComparable<V>.CompareTo(V o) { return 0; } }")]
    [InlineData("constant-equality", "public class V : System.Collections.Generic.IEqualityComparer<int> { public bool Equals(int a, int b) => a == a || true; public int GetHashCode(int a) => 0; }")]
    [InlineData("assembly-loading", "[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo(\"xunit.core\")] namespace System.Runtime.CompilerServices { public class IgnoresAccessChecksToAttribute(string n) : System.Attribute { public string N => n; } }")]
    public async Task No_other_way_of_writing_it_helps(string rule, string candidate)
    {
        Assert.Contains(await Refused(candidate), v => v.Rule == rule && v.Line == 1);
    }

    [Theory]
    [InlineData("Console.WriteLine(Environment.NewLine + Path.Combine(\"a\", \"b\") + Environment.TickCount64);")]
    [InlineData("using var r = new StreamReader(new MemoryStream()); using var w = new StringWriter();")]
    [InlineData("Span<int> s = [1, 2, 3]; ReadOnlySpan<int> r = [4, 5]; foreach (var x in s) Console.WriteLine(x + r[0]);")]
    [InlineData("Console.WriteLine(string.Join(',', typeof(C).GetProperties().Select(p => p.Name)) + Activator.CreateInstance<C>());")]
    [InlineData("GC.SuppressFinalize(new object()); dynamic d = 5; Console.WriteLine(d + 1);")]
    [InlineData("async IAsyncEnumerable<int> F() { await Task.Yield(); yield return Environment.ProcessorCount; }")]
    [InlineData("var file = new { File = 1, Process = 2, Exit = 3 }; Console.WriteLine(nameof(File) + file.File);")]
    [InlineData("Console.WriteLine(typeof(C).GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance).Length);")]
    [InlineData("Exception e = new(); Delegate d = F; Console.WriteLine(e.Message + typeof(Exception) + typeof(Delegate) + d);")]
    [InlineData("int[] a = [1]; Console.WriteLine(System.Runtime.InteropServices.MemoryMarshal.AsBytes(a.AsSpan()).Length);")]
    public async Task Ordinary_code_passes(string statement)
    {
        var problem = Builders.Problem(Program(statement), tests);

        var result = await Builders.New().BuildAsync(problem, problem.Sources, default);

        Assert.True(result is BuildResult.Success, result.ToString() + string.Join("; ", result.Diagnostics));
    }

    [Theory]
    [InlineData("public sealed class Nothing { public override bool Equals(object? o) => o is Nothing; public override int GetHashCode() => 0; }")]
    [InlineData("public sealed class P { public int A; public override bool Equals(object? o) => ReferenceEquals(this, o); public override int GetHashCode() => 0; }")]
    [InlineData("public sealed class P { public int A; public override bool Equals(object? o) => o is P p && p.A == A; public override int GetHashCode() => A; }")]
    [InlineData("public sealed class P { public override bool Equals(object? o) => throw new NotImplementedException(); public override int GetHashCode() => 0; }")]
    [InlineData("public record R; public record struct S(int A); public class D : IComparer<int> { public int Compare(int a, int b) => a < b ? -1 : a > b ? 1 : 0; }")]
    public async Task Comparisons_that_look_pass(string declarations)
    {
        var problem = Builders.Problem(declarations, tests);

        var result = await Builders.New().BuildAsync(Builders.Problem("class Start;", tests), problem.Sources, default);

        Assert.True(result is BuildResult.Success, result + string.Join("; ", (result as BuildResult.Refused)?.Violations.Select(v => v.Reason) ?? []));
    }

    [Fact]
    public async Task A_comparison_that_the_task_starts_with_is_its_own_affair()
    {
        var problem = Builders.Problem("public class V { public int A; public override bool Equals(object o) => true; public override int GetHashCode() => 0; }", tests);

        Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(problem, problem.Sources, default));
    }

    [Fact]
    public async Task What_is_bound_late_or_reflected_on_can_be_allowed_as_the_violation_says()
    {
        var problem = Builders.Problem(Program("dynamic d = typeof(object).Assembly; d.GetType(\"System.Environment\"); new object().GetType().GetFields((System.Reflection.BindingFlags)36);"), tests);
        var refused = Assert.IsType<BuildResult.Refused>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        var allowed = problem with { Policy = new ApiPolicy([.. refused.Violations.Select(v => v.Symbol)]) };

        Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(allowed, allowed.Sources, default));
    }

    [Fact]
    public async Task A_task_can_allow_what_it_needs_and_no_more()
    {
        var problem = Builders.Problem(Program("File.Delete(\"a\"); Environment.Exit(0);"), tests) with { Policy = new ApiPolicy(["T:System.IO.File"]) };

        var refused = Assert.IsType<BuildResult.Refused>(await Builders.New().BuildAsync(problem, problem.Sources, default));

        Assert.Equal(["exit"], refused.Violations.Select(v => v.Rule).Distinct());
        var both = problem with { Policy = new ApiPolicy(["T:System.IO.File", "M:System.Environment.Exit"]) };
        Assert.IsType<BuildResult.Success>(await Builders.New().BuildAsync(both, both.Sources, default));
    }

    private const string tests = "using Xunit; public class Tests { [Fact] public void A() { } }";

    private static string Program(string statement) => "public class C\n{\n    public void F()\n    {\n        // here:\n        " + statement + "\n    }\n}\n";

    private static async Task<IReadOnlyList<PolicyViolation>> Refused(string candidate)
    {
        var problem = Builders.Problem(candidate, tests);
        var result = await Builders.New().BuildAsync(Builders.Problem("class Start;", tests), problem.Sources, default);
        Assert.True(result is BuildResult.Refused, result + string.Join("; ", result.Diagnostics));
        return ((BuildResult.Refused)result).Violations;
    }
}
