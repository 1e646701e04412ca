using System.Reflection;
using System.Runtime.Versioning;
using CodeRefine.Properties.Running;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]

namespace CodeRefine.TestHost.XunitV3;

/// <summary>Finds the expected checks with xunit v3's own discoverer and runs them with its own runners, one after the other, in the expected order.</summary>
internal static class CheckRunner
{
    /// <param name="candidate">Null where the checks are the host's own.</param>
    public static void Run(Assembly checks, Assembly? candidate, HostJob job, CandidateProbe? probe, Reporter reporter, ConsoleTap console)
    {
        PropertySeed.OfRun = job.Seed;
        TestContext.SetForInitialization(diagnosticMessageSink: null, diagnosticMessages: false, internalDiagnosticMessages: false);
        Randomizer.Seed = unchecked((int)job.Seed) & int.MaxValue;

        // An assembly from memory has no location, from which xunit would make the id.
        var assembly = new XunitTestAssembly(checks, uniqueID: job.ChecksName + "-checks");
        var order = new ExpectedOrder(job.Expected);
        var found = Discovery.Find(assembly, order);
        using var swallowed = candidate is null ? null : new SwallowedAssertions(candidate);
        var outcomes = new Outcomes(order, probe, reporter, console, swallowed);
        using var bus = new ReportBus(outcomes, job.FailFast);

        // On the main thread, whose stack is as large as that of any program's Main.
        Uninterrupted.Wait(new OrderedAssemblyRunner(order).RunAsync(assembly, found, bus));
    }
}
