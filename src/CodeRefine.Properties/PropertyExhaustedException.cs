namespace CodeRefine.Properties;

/// <summary>Too few inputs met the property's assumption for it to have been tested.</summary>
public sealed class PropertyExhaustedException : Exception
{
    internal PropertyExhaustedException(int run, int wanted, int discarded, string seed)
        : base($"Only {run} of {wanted} inputs were tried: Assume.That turned {discarded} down. Make inputs that meet it, by [Generator] or by bounds on the parameters. Seed: {seed}") { }
}
