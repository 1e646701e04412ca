using System.Collections.Immutable;

namespace CodeRefine.Roslyn.Policy;

/// <summary>What candidates may not use unless the task allows it, and why.</summary>
internal static class RefusedApis
{
    public const string Unsafe = "unsafe-code";
    public const string Native = "native-code";
    public const string ModuleInitializer = "module-initializer";
    public const string ConstantEquality = "constant-equality";
    public const string ChangedMeaning = "changed-meaning";
    public const string Shadows = "shadows-framework";

    public static ImmutableDictionary<string, string> Why { get; } = new Dictionary<string, string>
    {
        ["process"] = "starts or watches other processes",
        ["exit"] = "ends the process that runs the checks",
        ["environment"] = "reads or changes the environment of the process that runs the checks",
        ["network"] = "opens network connections",
        ["files"] = "reads or writes files",
        [Native] = "calls native code or touches memory directly",
        [Unsafe] = "uses unsafe code",
        [ModuleInitializer] = "runs before any check does",
        ["assembly-loading"] = "loads or makes code at run time",
        ["reflection"] = "reaches types by name or members of other assemblies, the checks' own host among them",
        ["stack-inspection"] = "looks at its callers, the checks among them",
        ["runtime-control"] = "changes how the whole process runs",
        [ConstantEquality] = "calls everything equal without looking at it",
        [ChangedMeaning] = "changes what the checks mean",
        [Shadows] = "takes the place of a name of the test framework",
    }.ToImmutableDictionary();

    /// <summary>The flags of which reflection's callers may name only those for public members.</summary>
    public const string BindingFlags = "System.Reflection.BindingFlags";

    /// <summary>Types of refused members that honest code names all the time, and from which alone nothing follows.</summary>
    public static ImmutableHashSet<string> Everyday { get; } =
    [
        "System.Exception", "System.Delegate", "System.Reflection.MemberInfo", "System.Runtime.InteropServices.MemoryMarshal", "System.Runtime.CompilerServices.RuntimeHelpers", "System.Linq.Expressions.Expression",
        "System.Numerics.Vector", "System.Runtime.Intrinsics.Vector64", "System.Runtime.Intrinsics.Vector128", "System.Runtime.Intrinsics.Vector256", "System.Runtime.Intrinsics.Vector512",
        "System.Xml.XmlReader", "System.Xml.XmlWriter", "System.Xml.XmlDocument", "System.Xml.Linq.XDocument", "System.Xml.Linq.XElement", "System.Diagnostics.TextWriterTraceListener",
    ];

    public static ImmutableArray<RefusedApi> Rows { get; } =
    [
        new("process", "T:System.Diagnostics.Process"),
        new("process", "T:System.Diagnostics.ProcessStartInfo"),
        new("process", "T:System.Diagnostics.ProcessModule"),

        new("exit", "M:System.Environment.Exit"),
        new("exit", "M:System.Environment.FailFast"),
        new("exit", "P:System.Environment.ExitCode"),
        new("exit", "M:Microsoft.VisualBasic.CompilerServices.ProjectData.EndApp"),

        new("process", "T:Microsoft.VisualBasic.Interaction"),

        new("environment", "M:System.Environment.GetEnvironmentVariable"),
        new("environment", "M:System.Environment.GetEnvironmentVariables"),
        new("environment", "M:System.Environment.SetEnvironmentVariable"),
        new("environment", "M:System.Environment.ExpandEnvironmentVariables"),
        new("environment", "M:System.Environment.GetCommandLineArgs"),
        new("environment", "P:System.Environment.CommandLine"),
        new("environment", "P:System.Environment.CurrentDirectory"),

        new("stack-inspection", "P:System.Environment.StackTrace"),
        new("stack-inspection", "T:System.Diagnostics.StackTrace"),
        new("stack-inspection", "T:System.Diagnostics.StackFrame"),

        new("network", "N:System.Net", "N:System.Net.Mime", "T:System.Net.IPAddress", "T:System.Net.IPEndPoint", "T:System.Net.IPNetwork", "T:System.Net.HttpStatusCode", "T:System.Net.WebUtility"),
        new("network", "N:System.IO.Pipes"),

        new("files", "T:System.IO.File"),
        new("files", "T:System.IO.FileInfo"),
        new("files", "T:System.IO.Directory"),
        new("files", "T:System.IO.DirectoryInfo"),
        new("files", "T:System.IO.DriveInfo"),
        new("files", "T:System.IO.FileStream"),
        new("files", "T:System.IO.FileSystemInfo"),
        new("files", "T:System.IO.FileSystemWatcher"),
        new("files", "T:System.IO.RandomAccess"),
        new("files", "N:System.IO.MemoryMappedFiles"),
        new("files", "N:System.IO.IsolatedStorage"),
        new("files", "N:System.IO.Enumeration", "T:System.IO.Enumeration.FileSystemName"),
        new("files", "M:System.IO.Path.GetTempFileName"),
        new("files", "M:System.IO.Path.Exists"),
        new("files", "M:System.IO.StreamReader.#ctor(System.String"),
        new("files", "M:System.IO.StreamWriter.#ctor(System.String"),
        new("files", "T:System.IO.Compression.ZipFile"),
        new("files", "T:Microsoft.VisualBasic.FileSystem"),
        new("files", "N:Microsoft.VisualBasic.FileIO"),
        new("files", "M:System.Xml.XmlReader.Create(System.String"),
        new("files", "M:System.Xml.XmlWriter.Create(System.String"),
        new("files", "M:System.Xml.XmlDocument.Load(System.String"),
        new("files", "M:System.Xml.XmlDocument.Save(System.String"),
        new("files", "M:System.Xml.Linq.XDocument.Load(System.String"),
        new("files", "M:System.Xml.Linq.XDocument.Save(System.String"),
        new("files", "M:System.Xml.Linq.XElement.Load(System.String"),
        new("files", "M:System.Xml.Linq.XElement.Save(System.String"),
        new("files", "M:System.Diagnostics.TextWriterTraceListener.#ctor(System.String"),
        new("files", "T:System.Formats.Tar.TarFile"),
        new("files", "M:System.Console.OpenStandardOutput"),
        new("files", "M:System.Console.OpenStandardError"),
        new("files", "M:System.Console.OpenStandardInput"),

        new(Native, "T:System.Runtime.InteropServices.Marshal"),
        new(Native, "T:System.Runtime.InteropServices.NativeLibrary"),
        new(Native, "T:System.Runtime.InteropServices.NativeMemory"),
        new(Native, "T:System.Runtime.InteropServices.GCHandle"),
        new(Native, "T:System.Runtime.InteropServices.PinnedGCHandle"),
        new(Native, "T:System.Runtime.InteropServices.SafeBuffer"),

        // Safe code by the compiler's rules, and yet a way to all of memory.
        new(Native, "T:System.Runtime.InteropServices.FieldOffsetAttribute"),
        new(Native, "M:System.Runtime.InteropServices.MemoryMarshal.AsMemory"),
        new(Native, "M:System.Runtime.InteropServices.MemoryMarshal.CreateSpan"),
        new(Native, "M:System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan"),
        new(Native, "M:System.Runtime.InteropServices.MemoryMarshal.GetReference"),
        new(Native, "M:System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference"),
        new(Native, "M:System.Runtime.Intrinsics.Vector64.StoreUnsafe"),
        new(Native, "M:System.Runtime.Intrinsics.Vector64.LoadUnsafe"),
        new(Native, "M:System.Runtime.Intrinsics.Vector128.StoreUnsafe"),
        new(Native, "M:System.Runtime.Intrinsics.Vector128.LoadUnsafe"),
        new(Native, "M:System.Runtime.Intrinsics.Vector256.StoreUnsafe"),
        new(Native, "M:System.Runtime.Intrinsics.Vector256.LoadUnsafe"),
        new(Native, "M:System.Runtime.Intrinsics.Vector512.StoreUnsafe"),
        new(Native, "M:System.Runtime.Intrinsics.Vector512.LoadUnsafe"),
        new(Native, "M:System.Numerics.Vector.StoreUnsafe"),
        new(Native, "M:System.Numerics.Vector.LoadUnsafe"),

        new(Native, "T:System.Runtime.InteropServices.DllImportAttribute"),
        new(Native, "T:System.Runtime.InteropServices.LibraryImportAttribute"),
        new(Native, "T:System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute"),
        new(Native, "T:System.Runtime.InteropServices.PosixSignalRegistration"),
        new(Native, "T:System.Runtime.CompilerServices.Unsafe"),
        new(Native, "T:System.Runtime.CompilerServices.UnsafeAccessorAttribute"),
        new(Native, "T:Microsoft.Win32.SafeHandles.SafeFileHandle"),

        new(ModuleInitializer, "T:System.Runtime.CompilerServices.ModuleInitializerAttribute"),
        new("assembly-loading", "T:System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute"),

        new("assembly-loading", "N:System.Reflection.Emit"),
        new("assembly-loading", "N:System.Runtime.Loader"),
        new("assembly-loading", "M:System.Reflection.Assembly.Load"),
        new("assembly-loading", "M:System.Reflection.Assembly.LoadFrom"),
        new("assembly-loading", "M:System.Reflection.Assembly.LoadFile"),
        new("assembly-loading", "M:System.Reflection.Assembly.LoadWithPartialName"),
        new("assembly-loading", "M:System.Reflection.Assembly.LoadModule"),
        new("assembly-loading", "M:System.Reflection.Assembly.UnsafeLoadFrom"),
        new("assembly-loading", "M:System.Reflection.Assembly.ReflectionOnlyLoad"),
        new("assembly-loading", "M:System.Reflection.Assembly.ReflectionOnlyLoadFrom"),

        new("reflection", "M:System.Reflection.Assembly.GetEntryAssembly"),
        new("reflection", "M:System.Reflection.Assembly.GetCallingAssembly"),
        new("reflection", "M:System.Reflection.Assembly.GetType"),
        new("reflection", "M:System.Reflection.Assembly.GetTypes"),
        new("reflection", "M:System.Reflection.Assembly.GetExportedTypes"),
        new("reflection", "M:System.Reflection.Assembly.GetForwardedTypes"),
        new("reflection", "P:System.Reflection.Assembly.DefinedTypes"),
        new("reflection", "P:System.Reflection.Assembly.ExportedTypes"),
        new("reflection", "P:System.Reflection.Assembly.EntryPoint"),
        new("reflection", "M:System.Reflection.Assembly.GetReferencedAssemblies"),
        new("reflection", "M:System.Reflection.Assembly.GetModules"),
        new("reflection", "M:System.Reflection.Assembly.GetSatelliteAssembly"),
        new("reflection", "M:System.Reflection.Assembly.CreateInstance"),
        new("reflection", "T:System.Reflection.Module"),
        new("reflection", "T:System.Reflection.MethodBody"),
        new("reflection", "M:System.Reflection.MethodBase.GetCurrentMethod"),
        new("reflection", "M:System.Type.GetType(System.String"),
        new("reflection", "M:System.Type.GetTypeFromProgID"),
        new("reflection", "M:System.Type.GetTypeFromCLSID"),
        new("reflection", "M:System.Type.InvokeMember"),
        new("reflection", "M:System.Activator.CreateInstance(System.String"),
        new("reflection", "M:System.Activator.CreateInstanceFrom"),
        new("reflection", "T:System.AppDomain"),

        // From an object that a check hands over to the check itself.
        new("reflection", "P:System.Delegate.Target"),
        new("reflection", "P:System.Delegate.Method"),
        new("reflection", "P:System.Exception.TargetSite"),
        new("reflection", "P:System.Type.DeclaringType"),
        new("reflection", "P:System.Reflection.MemberInfo.DeclaringType"),
        new("reflection", "P:System.Type.ReflectedType"),
        new("reflection", "P:System.Reflection.MemberInfo.ReflectedType"),
        new("reflection", "T:System.Reflection.RuntimeReflectionExtensions"),
        new("reflection", "T:System.Reflection.TypeInfo"),
        new("reflection", "T:Microsoft.VisualBasic.CompilerServices.NewLateBinding"),
        new("reflection", "T:Microsoft.VisualBasic.CompilerServices.LateBinding"),
        new("reflection", "M:System.Linq.Expressions.Expression.Call(System.Linq.Expressions.Expression,System.String"),
        new("reflection", "M:System.Linq.Expressions.Expression.Call(System.Type,System.String"),

        new("runtime-control", "T:System.AppContext"),
        new("runtime-control", "T:System.Runtime.ControlledExecution"),
        new("runtime-control", "T:System.GC", "M:System.GC.SuppressFinalize", "M:System.GC.KeepAlive", "M:System.GC.AllocateUninitializedArray", "M:System.GC.AllocateArray", "M:System.GC.GetTotalMemory", "M:System.GC.Collect", "M:System.GC.GetAllocatedBytesForCurrentThread"),
        new("runtime-control", "T:System.Diagnostics.Debugger"),
        new("runtime-control", "M:System.Runtime.CompilerServices.RuntimeHelpers.PrepareMethod"),
        new("runtime-control", "M:System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor"),
        new("runtime-control", "M:System.Console.SetOut"),
        new("runtime-control", "M:System.Console.SetError"),
        new("runtime-control", "M:System.Console.SetIn"),
        new("runtime-control", "M:System.Threading.ThreadPool.SetMinThreads"),
        new("runtime-control", "M:System.Threading.ThreadPool.SetMaxThreads"),
    ];
}
