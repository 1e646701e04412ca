using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using CodeRefine.TestHost.Protocol;
using Xunit.Sdk;

namespace CodeRefine.TestHost.XunitV3;

/// <summary>
/// Sees assertions that fail in a callback which the candidate calls. A check that passes although one did has not passed: the candidate
/// caught what was not meant for it, or let it go by on a thread that nobody waits for.
/// </summary>
internal sealed class SwallowedAssertions : IDisposable
{
    private const int MaxMessage = 8 << 10;
    private readonly Assembly candidate;
    private string? first;

    public SwallowedAssertions(Assembly candidate)
    {
        this.candidate = candidate;
        AppDomain.CurrentDomain.FirstChanceException += See;
    }

    /// <summary>What the first one since the last call said, or null.</summary>
    public string? Take() => Interlocked.Exchange(ref first, null);

    public static FailureReport Failure(string message) => new()
    {
        Case = "swallowed assertion",
        ExceptionType = typeof(XunitException).FullName!,
        Message = $"An assertion failed in code that the candidate called, and the candidate kept it from the check: {(message.Length <= MaxMessage ? message : message[..MaxMessage] + "…")}",
    };

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= See;

    private void See(object? sender, FirstChanceExceptionEventArgs e)
    {
        // Once is enough: a walk of the stack takes its time, and an honest check's end is its first failure.
        if (e.Exception is XunitException && Volatile.Read(ref first) is null && IsOnStack())
        {
            Interlocked.CompareExchange(ref first, e.Exception.Message, null);
        }
    }

    private bool IsOnStack() => new StackTrace(fNeedFileInfo: false).GetFrames().Any(f => f.GetMethod()?.DeclaringType?.Assembly == candidate);
}
