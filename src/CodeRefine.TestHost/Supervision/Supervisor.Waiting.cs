using CodeRefine.TestHost.Forking;
using CodeRefine.TestHost.Native;
using CodeRefine.TestHost.Protocol;

namespace CodeRefine.TestHost.Supervision;

/// <content>The host that waits for the next job: where it comes from, and what takes its place.</content>
internal sealed partial class Supervisor
{
    private static readonly TimeSpan WarmPatience = TimeSpan.FromSeconds(120);

    // Longer than the pause between edits that a search tries one after another.
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(120);

    private HostProcess Warm()
    {
        var start = time.GetTimestamp();
        var host = ForkHost() ?? HostProcess.Start(scratch?.Folder, warmth, events);
        while (true)
        {
            switch (Next(WarmPatience - time.GetElapsedTime(start)))
            {
                case CellEvent.FromHost e when e.Host == host && e.Frame.Type == FrameType.Ready:
                    Send(FrameType.Ready, new CellReady(CellReady.Version, Environment.Version.ToString(), (int)time.GetElapsedTime(start).TotalMilliseconds), ProtocolJson.Default.CellReady);
                    return host;
                case CellEvent.HostExited e when e.Host == host:
                    host.Dispose();
                    throw new CellFailedException($"The test host did not start (status {e.Status}). It said:\n{host.Output}");
                case null:
                    throw new CellFailedException($"The test host was not ready within {WarmPatience.TotalSeconds} s. It said:\n{host.Output}");
            }
        }
    }

    /// <summary>
    /// A host by forking, where that is possible. A cell's first host never is one, so that what a fresh cell says owes nothing to it; and
    /// one after a job that left something behind is not, so that a mould is made anew only where it is likely to last.
    /// </summary>
    private HostProcess? ForkHost()
    {
        if (!mayFork || !tidy)
        {
            return null;
        }

        if (mould?.Suits(warmth) == false)
        {
            GiveUpMould();
        }

        if (mould is null)
        {
            mould = MouldProcess.Start(scratch?.Folder, warmth);
            if (mould.AwaitFit(WarmPatience) is { } why)
            {
                Console.Error.WriteLine($"Hosts are not forked: {why}");
                mayFork = false;
                GiveUpMould();
                return null;
            }
        }

        var host = HostProcess.Fork(mould, events);
        if (host is null)
        {
            GiveUpMould();
        }

        return host;
    }

    private void GiveUpMould()
    {
        mould?.Dispose();
        mould = null;
        CellProcesses.KillAll(time, DeathPatience, out _);
    }

    /// <summary>
    /// Waits for a job. A forked host is ready at once, and takes longer over its job, since memory and compiled code that it shares with its
    /// mould are copied as it touches them: where no job comes for a while, one that was started anew takes its place.
    /// </summary>
    /// <returns>Null where the idle host has died, so that another is needed.</returns>
    private (HostProcess Host, ReadOnlyMemory<byte> Payload)? AwaitJob(HostProcess host)
    {
        HostProcess? better = null;
        var wanted = host.Mould is not null;
        while (true)
        {
            switch (Next(wanted && better is null ? Idle : Timeout.InfiniteTimeSpan))
            {
                case CellEvent.FromTransport { Frame.Type: FrameType.Job } e:
                    End(better);
                    return (host, e.Frame.Payload);
                case null:
                    better = HostProcess.Start(scratch?.Folder, warmth, events);
                    break;
                case CellEvent.FromHost e when e.Host == better && e.Frame.Type == FrameType.Ready:
                    End(host);
                    (host, better, wanted) = (better!, null, false);
                    break;
                case CellEvent.HostExited e when e.Host == better:
                    better!.Dispose();
                    (better, wanted) = (null, false);
                    break;
                case CellEvent.HostExited e when e.Host == host:
                    host.Dispose();
                    End(better);
                    return null;
            }
        }
    }

    /// <summary>Ends a host that has had no job. Events of others wait meanwhile.</summary>
    private void End(HostProcess? unneeded)
    {
        if (unneeded is null)
        {
            return;
        }

        _ = Libc.Kill(unneeded.Pid, Libc.SigKill);
        var others = new List<CellEvent>();
        while (true)
        {
            switch (Next(DeathPatience) ?? throw new CellFailedException("A test host without a job does not die."))
            {
                case CellEvent.HostExited e when e.Host == unneeded:
                    unneeded.Dispose();
                    others.ForEach(held.Enqueue);
                    return;
                case var other:
                    others.Add(other);
                    break;
            }
        }
    }
}
