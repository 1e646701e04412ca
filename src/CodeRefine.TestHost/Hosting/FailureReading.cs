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
        var type = failure.ExceptionTypes.FirstOrDefault() ?? "";
        var message = ExceptionUtility.CombineMessages(failure);
        var own = failure.Messages.FirstOrDefault() ?? "";
        var (expected, actual) = AssertionText.Read(type, own);
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

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
