using System.Reflection;
using FsCheck;
using FsCheck.Fluent;

namespace CodeRefine.Properties.Generation;

/// <summary>Values by an FsCheck <c>Arbitrary</c> or <c>Gen</c>: the one that a parameter names, or FsCheck's own for its type.</summary>
internal static class CustomInputs
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static Input From(GeneratorAttribute attribute, Type type, string parameter)
    {
        var fitting = attribute.Source.GetMembers(Static)
            .Where(m => (attribute.Member is null || m.Name == attribute.Member) && Reader(m) is { } r && Wraps(r.Type, type)).ToList();
        return fitting switch
        {
            [var one] => Wrap(type, Reader(one)!.Value.Get()),
            [] => throw new InvalidPropertyException($"[Generator] on '{parameter}': {attribute.Source.Name} has no static {attribute.Member ?? "member"} that gives an Arbitrary<{type.Name}> or a Gen<{type.Name}>."),
            _ => throw new InvalidPropertyException($"[Generator] on '{parameter}': {string.Join(", ", fitting.Select(m => m.Name))} of {attribute.Source.Name} all fit; name one with Member."),
        };
    }

    public static Input Default(Type type, string parameter)
    {
        try
        {
            return Wrap(type, typeof(IArbMap).GetMethod(nameof(IArbMap.ArbFor), 1, [])!.MakeGenericMethod(type).Invoke(ArbMap.Default, null));
        }
        catch (Exception e) when (e is TargetInvocationException or ArgumentException)
        {
            throw new InvalidPropertyException($"No values of {type} can be made for '{parameter}': give it [Generator(typeof(…))].", e.InnerException ?? e);
        }
    }

    // Backing fields and accessors would double what a property gives.
    private static (Type Type, Func<object?> Get)? Reader(MemberInfo member) => member switch
    {
        PropertyInfo { CanRead: true } p when p.GetIndexParameters().Length == 0 => (p.PropertyType, () => p.GetValue(null)),
        FieldInfo f when !f.Name.StartsWith('<') => (f.FieldType, () => f.GetValue(null)),
        MethodInfo { IsSpecialName: false, IsGenericMethod: false } m when m.GetParameters().Length == 0 => (m.ReturnType, () => m.Invoke(null, null)),
        _ => null,
    };

    private static bool Wraps(Type wrapper, Type type) =>
        typeof(Arbitrary<>).MakeGenericType(type).IsAssignableFrom(wrapper) || typeof(Gen<>).MakeGenericType(type).IsAssignableFrom(wrapper);

    private static Input Wrap(Type type, object? source) =>
        (Input)typeof(CustomInputs).GetMethod(nameof(WrapTyped), Static)!.MakeGenericMethod(type).Invoke(null, [source])!;

    private static Input WrapTyped<T>(object? source) => source switch
    {
        Arbitrary<T> arbitrary => new Input(arbitrary.Generator.Select(v => (object?)v), value => arbitrary.Shrinker((T)value!).Select(v => (object?)v)),
        Gen<T> gen => new Input(gen.Select(v => (object?)v), Input.Nothing),
        _ => throw new InvalidPropertyException($"A generator of {typeof(T).Name} is null."),
    };
}
