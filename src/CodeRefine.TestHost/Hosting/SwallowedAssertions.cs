using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using CodeRefine.TestHost.Plain;
using CodeRefine.TestHost.Protocol;
using Xunit.Sdk;

namespace CodeRefine.TestHost.Hosting;

/// <summary>
/// Sees assertions that fail in a callback which the candidate calls. A check that passes although one did has not passed: the candidate
/// caught what was not meant for it, or let it go by on a thread that nobody waits for.
/// </summary>
internal sealed class SwallowedAssertions : IDisposable
{
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
        Message = $"An assertion failed in code that the candidate called, and the candidate kept it from the check: {FailureReading.CutMessage(message)}",
    };

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= See;

    private void See(object? sender, FirstChanceExceptionEventArgs e)
    {
        // Once is enough: a walk of the stack takes its time, and an honest check's end is its first failure.
        if ((e.Exception is XunitException || PlainNames.IsAssertion(e.Exception)) && Volatile.Read(ref first) is null && IsOnStack())
        {
            Interlocked.CompareExchange(ref first, e.Exception.Message, null);
        }
    }

    private bool IsOnStack() => new StackTrace(fNeedFileInfo: false).GetFrames().Any(f => f.GetMethod()?.DeclaringType?.Assembly == candidate);
}
