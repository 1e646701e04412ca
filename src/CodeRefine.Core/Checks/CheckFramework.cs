using System.Text.Json.Serialization;

namespace CodeRefine.Core.Checks;

/// <summary>The test framework that checks are written for; its own engine runs them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckFramework>))]
public enum CheckFramework
{
    /// <summary>The packages <c>xunit</c> and <c>xunit.*</c>.</summary>
    XunitV2,

    /// <summary>The packages <c>xunit.v3</c> and <c>xunit.v3.*</c>.</summary>
    XunitV3,

    /// <summary>NUnit from 3 on: of a real repository, in the version that it brings.</summary>
    NUnit,

    /// <summary>MSTest from 2 on, likewise.</summary>
    MSTest,
}
