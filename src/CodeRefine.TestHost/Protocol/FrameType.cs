namespace CodeRefine.TestHost.Protocol;

/// <summary>
/// The wire between the transport (outside the sandbox) and the supervisor (first process inside it), over the supervisor's
/// standard input and output. Every frame is <c>[int32 LE payload length][byte type][payload]</c>; a length that is negative or over
/// <see cref="Frames.MaxJobBytes"/> (into the sandbox) or <see cref="Frames.MaxReportBytes"/> (out of it) is a
/// <see cref="ProtocolException"/>, after which the cell is to be thrown away.
/// <para>
/// Turn: the supervisor sends <see cref="Ready"/> when a fresh host process is warm. The transport sends one <see cref="Job"/>.
/// The supervisor sends <see cref="CheckStarted"/> and <see cref="CheckResult"/> frames as they come, then exactly one
/// <see cref="Ended"/> when every process of the job is dead and the scratch folder is empty, then warms the next host and says
/// <see cref="Ready"/> again. A second <see cref="CheckResult"/> with the same id replaces the first (a fixture's clean-up that
/// fails does so after its checks have reported). Results count only after an <see cref="Ended"/>; checks without one have
/// not passed. <see cref="Fault"/> in place of any frame: the sandbox itself failed, and the supervisor exits.
/// </para>
/// <para>
/// Between supervisor and host the same frames go over a private descriptor, each payload preceded by a random
/// <see cref="Frames.TokenBytes"/>-byte token that is new for each job.
/// </para>
/// <para>The supervisor exits when its standard input closes; every other process dies with it.</para>
/// </summary>
internal enum FrameType : byte
{
    /// <summary>Transport to supervisor: payload as <see cref="JobPayload"/> writes it.</summary>
    Job = 1,

    /// <summary>Transport to supervisor: stop the running job, which then ends as <see cref="EndKind.Cancelled"/>. Empty payload. Ignored where nothing runs.</summary>
    Cancel = 2,

    /// <summary>Supervisor to transport: JSON <see cref="CellReady"/>.</summary>
    Ready = 16,

    /// <summary>JSON <see cref="CheckStart"/>.</summary>
    CheckStarted = 17,

    /// <summary>JSON <see cref="CheckOutcome"/>.</summary>
    CheckResult = 18,

    /// <summary>Host to supervisor only: every check that was found has reported. Empty payload.</summary>
    RunFinished = 19,

    /// <summary>Host to supervisor only: a check met the memory limit as an exception; nothing after it can be trusted. Empty payload.</summary>
    OutOfMemory = 20,

    /// <summary>Supervisor to transport: JSON <see cref="JobEnd"/>.</summary>
    Ended = 21,

    /// <summary>The sandbox failed, not the candidate: JSON <see cref="CellFault"/>.</summary>
    Fault = 22,

    /// <summary>Screening: JSON <see cref="ScreenGround"/>, before any variant.</summary>
    ScreenGround = 23,

    /// <summary>Screening, host to supervisor only: the variant that begins, four bytes LE.</summary>
    VariantStarted = 24,

    /// <summary>Screening: JSON <see cref="ScreenBatch"/>.</summary>
    Screened = 25,
}
