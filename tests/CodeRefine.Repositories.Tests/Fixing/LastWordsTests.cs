using CodeRefine.Repositories.Sdk;

namespace CodeRefine.Repositories.Tests.Fixing;

/// <summary>What is told of an SDK's run that failed.</summary>
public class LastWordsTests
{
    [Theory]
    [InlineData("Requested SDK version: 7.0.102\nInstall the [7.0.102] .NET SDK.\n\nLearn about SDK resolution:\nhttps://aka.ms/dotnet/sdk-not-found\n", "Install the [7.0.102] .NET SDK.")]
    [InlineData(
        "You must install or update .NET to run this application.\n\nFramework: 'Microsoft.NETCore.App', version '6.0.0' (x64)\nThe following frameworks were found:\n  10.0.12 at [/dotnet]\n\nLearn more:\nhttps://aka.ms/x\n",
        "You must install or update .NET to run this application. Framework: 'Microsoft.NETCore.App', version '6.0.0' (x64)")]
    [InlineData("Testhost process exited with error: boom\n\n", "Testhost process exited with error: boom")]
    [InlineData("https://aka.ms/x\n", "https://aka.ms/x")]
    [InlineData(" \n", null)]
    public void Say_what_is_wrong_and_not_where_to_read_more(string output, string? words) => Assert.Equal(words, new SdkResult(1, output, false, TimeSpan.Zero).LastWords);
}
