using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace CodeRefine.Repositories.Testing;

/// <summary>Reads test results in Visual Studio's TRX format (namespace <c>http://microsoft.com/schemas/VisualStudio/TeamTest/2010</c>).</summary>
public static class Trx
{
    private const int LongestText = 8000;
    private static readonly XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <param name="file">Written by code that may come from anyone: no external entity is resolved.</param>
    /// <exception cref="XmlException">It is no such file.</exception>
    public static ImmutableArray<TestOutcome> Read(string file, string project)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, MaxCharactersInDocument = 512 << 20 });
        var document = XDocument.Load(reader);
        var methods = document.Descendants(ns + "UnitTest")
            .Where(t => t.Attribute("id") is not null)
            .GroupBy(t => (string)t.Attribute("id")!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => MethodOf(g.First()), StringComparer.Ordinal);
        return [.. document.Descendants(ns + "UnitTestResult")
            .Select(r => (Result: r, Id: methods.GetValueOrDefault((string?)r.Attribute("testId") ?? "") ?? WithoutArguments((string?)r.Attribute("testName") ?? "")))
            .GroupBy(r => r.Id, StringComparer.Ordinal)
            .Select(g => Outcome(project, g.Key, [.. g.Select(r => r.Result)]))];
    }

    private static TestOutcome Outcome(string project, string id, IReadOnlyList<XElement> cases)
    {
        var failed = cases.Where(c => (string?)c.Attribute("outcome") is not ("Passed" or "NotExecuted" or "Inconclusive" or "Pending")).ToList();
        var status = failed.Count > 0 ? TestStatus.Failed : cases.Any(c => (string?)c.Attribute("outcome") == "Passed") ? TestStatus.Passed : TestStatus.Skipped;
        var error = failed.FirstOrDefault()?.Descendants(ns + "ErrorInfo").FirstOrDefault();
        return new TestOutcome(project, id, status)
        {
            Duration = cases.Aggregate(TimeSpan.Zero, (sum, c) => sum + (TimeSpan.TryParse((string?)c.Attribute("duration"), CultureInfo.InvariantCulture, out var one) ? one : TimeSpan.Zero)),
            Message = Cut((string?)error?.Element(ns + "Message") ?? ""),
            Stack = Cut((string?)error?.Element(ns + "StackTrace") ?? ""),
            FailedCases = [.. failed.Select(c => Cut((string?)c.Attribute("testName") ?? id))],
            Cases = cases.Count,
        };
    }

    private static string? MethodOf(XElement test)
    {
        if (test.Element(ns + "TestMethod") is not { } method || (string?)method.Attribute("className") is not { } written || (string?)method.Attribute("name") is not { } name)
        {
            return null;
        }

        // "Type, Assembly"; "Type(1, 2)" where a fixture takes arguments.
        var comma = written.IndexOf(',', written.LastIndexOf(')') + 1);
        var type = comma < 0 ? written : written[..comma];
        return $"{WithoutArguments(type)}.{Name(type, name)}";
    }

    /// <summary>Some adapters write the whole name, and cases with their arguments, where the method's is wanted.</summary>
    private static string Name(string type, string name)
    {
        name = WithoutArguments(name.StartsWith(type + ".", StringComparison.Ordinal) ? name[(type.Length + 1)..] : name);
        var plain = WithoutArguments(type) + ".";
        return name.StartsWith(plain, StringComparison.Ordinal) ? name[plain.Length..] : name;
    }

    private static string WithoutArguments(string name) => name.IndexOf('(', StringComparison.Ordinal) is > 0 and var at ? name[..at].TrimEnd() : name;

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
