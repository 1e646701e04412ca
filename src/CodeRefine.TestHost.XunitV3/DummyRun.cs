using System.Reflection;
using CodeRefine.TestHost.Hosting;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>Runs a few checks of this assembly's own before the candidate comes, so that all code on the way is loaded and compiled.</summary>
internal static class DummyRun
{
    public static void Run(ConsoleTap console)
    {
        var name = typeof(DummyChecks).FullName!;
        var job = new HostJob
        {
            Id = "",
            Framework = JobFramework.XunitV3,
            CandidateName = "",
            ChecksName = "",
            Expected = [.. DummyChecks.Ids.Select(id => new ExpectedCheck($"{name}.{id}", Property: false))],
            Limits = new HostLimits { CheckMilliseconds = 0, TotalMilliseconds = 0, OutputBytes = 0 },
        };
        CheckRunner.Run(Assembly.GetExecutingAssembly(), null, JobPayload.FromBytes(new JobPayload(job, default, default, default, default).ToBytes()).Job, null, new Reporter(Stream.Null, new byte[Frames.TokenBytes]), console);
        console.Take();
    }
}
