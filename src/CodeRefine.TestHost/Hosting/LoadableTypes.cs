using System.Reflection;

namespace CodeRefine.TestHost.Hosting;

/// <summary>
/// Types of an assembly as far as they load. A test project of a repository holds what its build wrote for a runner that is not here (an entry point of
/// Microsoft.Testing.Platform): such a type has no part in the tests.
/// </summary>
internal static class LoadableTypes
{
    public static IEnumerable<Type> Of(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException some)
        {
            return some.Types.OfType<Type>();
        }
    }

    /// <summary>Whether the exception says that something which code refers to is not here.</summary>
    public static bool IsMissing(Exception e) => e is FileNotFoundException or FileLoadException or TypeLoadException or BadImageFormatException or CustomAttributeFormatException;
}
