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

    public static FailureReport Read(string testCase, IFailureInformation failure)
    {
        // A property's failure wraps what its body threw: that tells the kind, the wrapper's message tells it all.
        var falsified = failure.ExceptionTypes.FirstOrDefault() == typeof(PropertyFalsifiedException).FullName;
        var cause = falsified && failure.ExceptionTypes.Length > 1 ? 1 : 0;
        var type = failure.ExceptionTypes.ElementAtOrDefault(cause) ?? "";
        var message = falsified ? failure.Messages[0] : ExceptionUtility.CombineMessages(failure);
        var (expected, actual) = AssertionText.Read(type, failure.Messages.ElementAtOrDefault(cause) ?? "");
        var prefix = type + " : ";
        return new FailureReport
        {
            Case = Cut(testCase, MaxCase),
            ExceptionType = Cut(type, MaxCase),
            Message = Cut(message.StartsWith(prefix, StringComparison.Ordinal) ? message[prefix.Length..] : message, MaxMessage),
            Expected = expected is null ? null : Cut(expected, MaxValue),
            Actual = actual is null ? null : Cut(actual, MaxValue),
            Stack = StackReading.Read(failure.StackTraces),
        };
    }

    public static FailureReport Read(string testCase, Exception error)
    {
        var failure = ExceptionUtility.ConvertExceptionToFailureInformation(error);
        return Read(testCase, failure);
    }

    public static bool IsOutOfMemory(IFailureInformation failure) => failure.ExceptionTypes.Contains(typeof(OutOfMemoryException).FullName);

    public static string CutMessage(string text) => Cut(text, MaxMessage);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
