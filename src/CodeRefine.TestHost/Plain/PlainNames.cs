using System.Reflection;

namespace CodeRefine.TestHost.Plain;

/// <summary>What NUnit and MSTest call their things. Neither is referred to: a repository brings its own version.</summary>
internal static class PlainNames
{
    public const string NUnit = "NUnit.Framework.";
    public const string MSTest = "Microsoft.VisualStudio.TestTools.UnitTesting.";

    private static readonly string[] assertions = [NUnit + "AssertionException", NUnit + "MultipleAssertException", MSTest + "UnitTestAssertException"];
    private static readonly string[] passing = [NUnit + "SuccessException"];
    private static readonly string[] skipping = [NUnit + "IgnoreException", NUnit + "InconclusiveException", MSTest + "AssertInconclusiveException"];

    public static bool IsAssertion(Exception e) => Is(e.GetType(), assertions) && !Is(e.GetType(), passing) && !Is(e.GetType(), skipping);

    public static bool MeansPassed(Exception e) => Is(e.GetType(), passing);

    public static bool MeansSkipped(Exception e) => Is(e.GetType(), skipping);

    /// <summary>Attributes of that name or of a type derived from one, base methods' too.</summary>
    public static IEnumerable<object> Attributes(MemberInfo member, params string[] names) => member.GetCustomAttributes(inherit: true).Where(a => Is(a.GetType(), names));

    public static bool Has(MemberInfo member, params string[] names) => Attributes(member, names).Any();

    public static object? Value(object attribute, string property) => attribute.GetType().GetProperty(property)?.GetValue(attribute);

    public static bool Is(Type type, params string[] names)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (names.Contains(at.FullName, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
