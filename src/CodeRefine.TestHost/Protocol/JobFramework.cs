namespace CodeRefine.TestHost.Protocol;

/// <summary>Which engine runs the checks.</summary>
internal enum JobFramework
{
    XunitV2,
    XunitV3,

    /// <summary>NUnit or MSTest, whose tests are called without an engine of theirs.</summary>
    Plain,
}
