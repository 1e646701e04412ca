using System.Runtime.Versioning;
using CodeRefine.TestHost.Forking;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;
using CodeRefine.TestHost.Supervision;

[assembly: SupportedOSPlatform("linux")]

namespace CodeRefine.TestHost;

/// <summary>
/// <c>supervise [--scratch DIR] [--fork] [--processes N]</c>: first process of a sandbox; speaks <see cref="FrameType"/> on its standard streams.
/// <c>mould FRAMEWORK [properties]</c>: started by the supervisor only; hosts are copies of it.
/// <c>host FRAMEWORK [properties]</c>: started by the supervisor only; runs one candidate's checks and is then thrown away.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["supervise", .. var rest] when SupervisorOptions.Parse(rest) is { } options:
                return Supervisor.Run(options);
            case ["mould", .. var rest] when HostWarmth.Parse(rest) is { } warmth:
                return Mould.Run(warmth);
            case ["host", .. var rest] when HostWarmth.Parse(rest) is { } warmth:
                return HostProgram.Run(warmth);
            default:
                Console.Error.WriteLine("This program runs inside CodeRefine's sandboxes and is started by them: supervise [--scratch DIR] [--fork] [--processes N].");
                return 2;
        }
    }
}
