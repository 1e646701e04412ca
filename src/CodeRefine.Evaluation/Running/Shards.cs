using System.Security.Cryptography;
using System.Text;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Running;

/// <summary>Splits a run by task: all samples of one are in one shard, whatever the order of the file and the number of samples.</summary>
public static class Shards
{
    public static bool Holds(Shard? shard, string taskId) =>
        shard is null || BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(taskId))) % (uint)shard.Count == shard.Index - 1;
}
