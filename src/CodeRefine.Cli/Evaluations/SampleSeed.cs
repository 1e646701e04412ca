using System.Security.Cryptography;
using System.Text;

namespace CodeRefine.Cli.Evaluations;

/// <summary>A seed of each sample's own, from the run's: samples differ, and each is the same whatever runs beside it.</summary>
internal static class SampleSeed
{
    public static ulong Of(ulong seed, string task, int sample) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}\n{task}\n{sample}")))) >> 1;
}
