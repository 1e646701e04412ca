using System.Reflection;
using System.Runtime.CompilerServices;
using CodeRefine.TestHost.Hosting;

namespace CodeRefine.TestHost.Screening;

/// <summary>
/// Static fields of candidate and checks, and all that they lead to, as it was before any variant ran: it can be put back in place, so that
/// caches and counters of one variant do not reach the next. What this does not reach (statics of generic types, files, threads) is for the
/// repeated run without switches to notice.
/// </summary>
internal sealed class StaticState
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private readonly List<(FieldInfo Field, object? Value)> fields = [];
    private readonly ObjectStates objects = new();

    public StaticState(params ReadOnlySpan<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            foreach (var type in LoadableTypes.Of(assembly))
            {
                try
                {
                    Take(type);
                }
                catch (Exception e) when (LoadableTypes.IsMissing(e))
                {
                    // No test can use the type either.
                }
            }
        }
    }

    public void Restore()
    {
        foreach (var (field, value) in fields)
        {
            field.SetValue(null, value);
        }

        objects.Restore();
    }

    private void Take(Type type)
    {
        // Compiler-generated types hold lambdas and constants.
        if (type.ContainsGenericParameters || type.Name.StartsWith('<') || type.FullName == SwitchProbe.TypeName || type.GetFields(Statics) is not { Length: > 0 } all)
        {
            return;
        }

        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
        catch (TypeInitializationException)
        {
            // It will throw again for whoever uses the type.
            return;
        }

        foreach (var field in all.Where(f => !f.IsLiteral && !f.FieldType.IsPointer && !f.FieldType.IsByRefLike))
        {
            var value = field.GetValue(null);
            objects.Take(value);
            if (!field.IsInitOnly)
            {
                fields.Add((field, value));
            }
        }
    }
}
