namespace CodeRefine.TestHost.Protocol;

/// <summary>Which engine runs the checks.</summary>
internal enum JobFramework
{
    XunitV2,
    XunitV3,
}
