using System.Buffers.Binary;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using Xunit;

namespace CodeRefine.TestHost.Screening;

/// <summary>Which of a method's assertions failed, told by the place in its code.</summary>
internal static class AssertionPlaces
{
    private const int MemberReference = 0x0a, MethodSpecification = 0x2b;

    /// <summary>Whether the method asserts more than once. Reads its code roughly: a number that looks like a call is looked up, and is none.</summary>
    public static bool HasSeveral(MethodInfo method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var found = 0;
        for (var i = 0; i + 4 < code.Length && found < 2; i++)
        {
            if (code[i] == OpCodes.Call.Value && code[i + 4] is MemberReference or MethodSpecification && IsAssertion(method.Module, BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i + 1))))
            {
                found++;
            }
        }

        return found > 1;
    }

    /// <summary>Offset in the method's code at which the exception passed it; 0 where it is not to be seen.</summary>
    public static int Of(Exception error, MethodInfo method)
    {
        var trace = new StackTrace(error, fNeedFileInfo: false);
        for (var i = trace.FrameCount - 1; i >= 0; i--)
        {
            if (trace.GetFrame(i) is { } frame && frame.GetMethod() == method)
            {
                return Math.Max(0, frame.GetILOffset());
            }
        }

        return 0;
    }

    private static bool IsAssertion(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token)?.DeclaringType == typeof(Assert);
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException)
        {
            return false;
        }
    }
}
