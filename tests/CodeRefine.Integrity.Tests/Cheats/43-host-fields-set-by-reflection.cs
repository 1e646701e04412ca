// Sets whatever static field of the host, of xunit and of the properties can be set.
// policy: reflection AppDomain
// runtime: Crashed

using System.Reflection;

namespace Books;

public static class Ledger
{
    public static long Total(IReadOnlyList<long> entries)
    {
        string[] victims = ["CodeRefine.TestHost", "CodeRefine.Properties", "xunit.assert", "xunit.core", "xunit.execution.dotnet"];
        foreach (var field in AppDomain.CurrentDomain.GetAssemblies().Where(a => victims.Contains(a.GetName().Name)).SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters).SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)))
        {
            try
            {
                field.SetValue(null, field.FieldType.IsValueType ? Activator.CreateInstance(field.FieldType) : null);
            }
            catch (Exception)
            {
                // Not that one.
            }
        }

        return 0;
    }
}
