using FsCheck;

namespace CodeRefine.Properties.Generation;

/// <summary>How to make values of one type, and smaller ones of one that is there.</summary>
/// <param name="Shrink">Values that are nearer to the simplest, best first; lazy, and none is the value itself.</param>
internal sealed record Input(Gen<object?> Values, Func<object?, IEnumerable<object?>> Shrink)
{
    public static IEnumerable<object?> Nothing(object? value) => [];
}
