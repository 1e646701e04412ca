using CodeRefine.Properties;
using CodeRefine.TestHost.Protocol;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Hosting;

/// <summary>Makes a report of a failure as xunit tells it: exceptions flattened, outermost first.</summary>
internal static class FailureReading
{
    private const int MaxMessage = 8 << 10;
    private const int MaxCase = 1 << 10;
    private const int MaxValue = 4 << 10;

    public static FailureReport Read(string testCase, IFailureInformation failure) =>
        Read(testCase, failure.ExceptionTypes, failure.Messages, failure.StackTraces, () => ExceptionUtility.CombineMessages(failure));

    /// <param name="combined">All messages in one text, each under its exception's type.</param>
    public static FailureReport Read(string testCase, string?[] types, string[] messages, string?[] stackTraces, Func<string> combined)
    {
        // A property's failure wraps what its body threw: that tells the kind, the wrapper's message tells it all.
        var falsified = types.FirstOrDefault() == typeof(PropertyFalsifiedException).FullName;
        var cause = falsified && types.Length > 1 ? 1 : 0;
        var type = types.ElementAtOrDefault(cause) ?? "";
        var message = falsified ? messages[0] : combined();
        var (expected, actual) = AssertionText.Read(type, messages.ElementAtOrDefault(cause) ?? "");
        var prefix = type + " : ";
        return new FailureReport
        {
            Case = Cut(testCase, MaxCase),
            ExceptionType = Cut(type, MaxCase),
            Message = Cut(message.StartsWith(prefix, StringComparison.Ordinal) ? message[prefix.Length..] : message, MaxMessage),
            Expected = expected is null ? null : Cut(expected, MaxValue),
            Actual = actual is null ? null : Cut(actual, MaxValue),
            Stack = StackReading.Read(stackTraces),
        };
    }

    public static FailureReport Read(string testCase, Exception error)
    {
        var failure = ExceptionUtility.ConvertExceptionToFailureInformation(error);
        return Read(testCase, failure);
    }

    public static bool IsOutOfMemory(IFailureInformation failure) => MeansOutOfMemory(failure.ExceptionTypes);

    public static bool MeansOutOfMemory(string?[] exceptionTypes) => exceptionTypes.Contains(typeof(OutOfMemoryException).FullName);

    public static string CutMessage(string text) => Cut(text, MaxMessage);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
