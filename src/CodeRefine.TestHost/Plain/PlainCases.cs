using System.Collections;
using System.Reflection;

namespace CodeRefine.TestHost.Plain;

/// <summary>The cases of a test method by its attributes.</summary>
internal static class PlainCases
{
    private const int Most = 2000;
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    /// <returns>Null where the cases can't be had so.</returns>
    public static IReadOnlyList<PlainCase>? Of(PlainClass owner, MethodInfo method)
    {
        if (method.ContainsGenericParameters || method.GetParameters().Any(p => p.ParameterType.IsByRef || p.GetCustomAttributes().Any(a => a.GetType().FullName!.StartsWith(PlainNames.NUnit, StringComparison.Ordinal))))
        {
            return null;
        }

        var rows = Rows(method)?.Take(Most + 1).ToList();
        if (rows is null || rows.Count > Most)
        {
            return null;
        }

        var throws = PlainNames.Attributes(method, PlainNames.MSTest + "ExpectedExceptionAttribute").Select(a => PlainNames.Value(a, "ExceptionType") as Type).FirstOrDefault();
        if (rows.Count == 0)
        {
            var test = PlainNames.Attributes(method, PlainNames.NUnit + "TestAttribute").FirstOrDefault();
            return method.GetParameters().Length > 0 ? null : [new PlainCase(owner, method, method.Name, static () => [], test is null ? default : Expected(test), throws)];
        }

        return [.. rows.Select(r => new PlainCase(owner, method, $"{method.Name}({string.Join(", ", r.Arguments.Select(Show))})", () => Fit(method, r.Arguments), r.Expected, throws))];
    }

    private static List<(object?[] Arguments, (bool, object?) Expected)>? Rows(MethodInfo method)
    {
        var rows = new List<(object?[], (bool, object?))>();
        foreach (var attribute in method.GetCustomAttributes(inherit: true))
        {
            var type = attribute.GetType();
            if (PlainNames.Is(type, PlainNames.NUnit + "TestCaseAttribute"))
            {
                rows.Add(((object?[])PlainNames.Value(attribute, "Arguments")!, Expected(attribute)));
            }
            else if (PlainNames.Is(type, PlainNames.NUnit + "TestCaseSourceAttribute"))
            {
                if (Source(method, attribute) is not { } values)
                {
                    return null;
                }

                rows.AddRange(values.Cast<object?>().Take(Most + 1).Select(Row));
            }
            else if (type.GetInterface(PlainNames.MSTest + "ITestDataSource") is { } source)
            {
                var data = (IEnumerable)source.GetMethod("GetData")!.Invoke(attribute, BindingFlags.DoNotWrapExceptions, null, [method], null)!;
                rows.AddRange(data.Cast<object?[]>().Take(Most + 1).Select(d => (d, (false, (object?)null))));
            }
        }

        return rows;
    }

    private static IEnumerable? Source(MethodInfo method, object attribute)
    {
        var holder = PlainNames.Value(attribute, "SourceType") as Type ?? method.ReflectedType!;
        return PlainNames.Value(attribute, "SourceName") is not string name || PlainNames.Value(attribute, "MethodParams") is object[] { Length: > 0 } ? null
            : holder.GetProperty(name, Any) is { } property ? property.GetValue(null) as IEnumerable
            : holder.GetField(name, Any) is { } field ? field.GetValue(null) as IEnumerable
            : holder.GetMethod(name, Any, []) is { } make ? make.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null) as IEnumerable
            : null;
    }

    private static (object?[] Arguments, (bool, object?) Expected) Row(object? value) => value switch
    {
        object?[] array => (array, default),
        not null when PlainNames.Is(value.GetType(), PlainNames.NUnit + "TestCaseParameters") || value.GetType().GetProperty("HasExpectedResult") is not null => ((object?[])PlainNames.Value(value, "Arguments")!, Expected(value)),
        _ => ([value], default),
    };

    private static (bool, object?) Expected(object attribute) => PlainNames.Value(attribute, "HasExpectedResult") is true ? (true, PlainNames.Value(attribute, "ExpectedResult")) : default;

    private static object?[] Fit(MethodInfo method, object?[] arguments)
    {
        var parameters = method.GetParameters();
        if (parameters is [.., var last] && last.IsDefined(typeof(ParamArrayAttribute)) && !(arguments.Length == parameters.Length && (arguments[^1] is null || last.ParameterType.IsInstanceOfType(arguments[^1]))))
        {
            var element = last.ParameterType.GetElementType()!;
            var rest = arguments.Skip(parameters.Length - 1).Select(a => PlainCase.Converted(a, element)).ToArray();
            var array = Array.CreateInstance(element, rest.Length);
            Array.Copy(rest, array, rest.Length);
            arguments = [.. arguments.Take(parameters.Length - 1), array];
        }

        return [.. parameters.Select((p, i) => i < arguments.Length ? PlainCase.Converted(arguments[i], p.ParameterType) : p.HasDefaultValue ? p.DefaultValue : throw new TargetParameterCountException($"{method.Name} takes {parameters.Length} arguments, and a case has {arguments.Length}."))];
    }

    private static string Show(object? value)
    {
        var text = value switch { null => "null", string s => $"\"{s}\"", _ => value.ToString() ?? "" };
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
