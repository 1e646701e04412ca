using System.Text;

namespace CodeRefine.TestHost.Hosting;

/// <summary>
/// The expected and actual values in an xunit 2.9 assertion's message. Since 2.5 the exceptions have no properties for them; the message has
/// <c>Expected:</c> and <c>Actual:</c> lines, whose values may go on over indented lines, with lines of arrows around.
/// </summary>
internal static class AssertionText
{
    private const string ExpectedLabel = "Expected:";
    private const string ActualLabel = "Actual:";

    public static (string? Expected, string? Actual) Read(string exceptionType, string message) =>
        exceptionType.StartsWith("Xunit.Sdk.", StringComparison.Ordinal)
            ? (Value(message, ExpectedLabel), Value(message, ActualLabel))
            : (null, null);

    private static string? Value(string message, string label)
    {
        StringBuilder? value = null;
        foreach (var line in message.AsSpan().EnumerateLines())
        {
            if (value is null)
            {
                if (line.StartsWith(label, StringComparison.Ordinal))
                {
                    value = new StringBuilder().Append(line[label.Length..].Trim());
                }
            }
            else if (line.StartsWith(' ') && !IsPointer(line))
            {
                value.Append('\n').Append(line.Trim());
            }
            else
            {
                break;
            }
        }

        return value?.ToString();
    }

    private static bool IsPointer(ReadOnlySpan<char> line) => line.TrimStart() is ['↑' or '↓', ..];
}
