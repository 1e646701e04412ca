using System.Globalization;
using System.Security.Cryptography;

namespace CodeRefine.Properties.Running;

/// <summary>Where a property's inputs start from.</summary>
internal static class PropertySeed
{
    /// <summary>Set by a runner that wants the same inputs each time; each property gets a seed of its own out of it.</summary>
    public static ulong? OfRun { get; set; }

    /// <exception cref="InvalidPropertyException">The attribute's seed is no number.</exception>
    public static ulong For(string? given, string property)
    {
        if (given is not null)
        {
            return ulong.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                ? seed
                : throw new InvalidPropertyException($"Seed \"{given}\" is none: a seed is a whole number from 0 to {ulong.MaxValue}, as a failure prints it.");
        }

        return OfRun is { } run ? Mix(run ^ Hash(property)) : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    }

    /// <summary>A seed's n-th successor: far from its neighbours. SplitMix64's finaliser (Steele, Lea, Flood 2014).</summary>
    public static ulong Successor(ulong seed, int n) => Mix(seed + (ulong)n * 0x9e3779b97f4a7c15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    // FNV-1a: string.GetHashCode differs from process to process.
    public static ulong Hash(string text)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 0x100000001b3;
        }

        return hash;
    }
}
