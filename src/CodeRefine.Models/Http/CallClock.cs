using System.Globalization;

namespace CodeRefine.Models.Http;

/// <summary>The time limits of one call: until the first piece, between pieces, and for the whole.</summary>
internal sealed class CallClock : IDisposable
{
    private readonly ModelOptions options;
    private readonly CancellationTokenSource overall, idle, linked;
    private bool heard;

    public CallClock(ModelOptions options, TimeProvider time, CancellationToken caller)
    {
        this.options = options;
        overall = new CancellationTokenSource(options.OverallTimeout, time);
        idle = new CancellationTokenSource(options.FirstPieceTimeout, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(caller, overall.Token, idle.Token);
    }

    public CancellationToken Token => linked.Token;

    /// <summary>Something came: the silence starts anew.</summary>
    public void Heard()
    {
        heard = true;
        idle.CancelAfter(options.IdleTimeout);
    }

    /// <summary>The limit that cancelled the call; null where it was the caller.</summary>
    public ModelException? Expired(string server)
    {
        if (overall.IsCancellationRequested)
        {
            return new ModelException(ModelFailure.TooSlow, $"{server} had not finished its answer after {Seconds(options.OverallTimeout)}, the longest that a call may take.");
        }

        return !idle.IsCancellationRequested ? null
            : heard ? new ModelException(ModelFailure.Silent, $"{server} fell silent in the middle of its answer for {Seconds(options.IdleTimeout)}.")
            : new ModelException(ModelFailure.NoAnswer, $"{server} took the request and sent nothing for {Seconds(options.FirstPieceTimeout)}.");
    }

    public void Dispose()
    {
        linked.Dispose();
        idle.Dispose();
        overall.Dispose();
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
