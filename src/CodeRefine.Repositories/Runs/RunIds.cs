using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CodeRefine.Repositories.Runs;

/// <summary>Names of runs: <c>20261120-093015-k7f2</c>, the start in UTC and a short suffix. They sort by time.</summary>
public static partial class RunIds
{
    private const string TimeFormat = "yyyyMMdd-HHmmss";
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <param name="salt">Told apart by it are runs of the same second and seed.</param>
    public static string New(DateTimeOffset time, ulong seed, int salt)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time.UtcTicks}/{seed}/{salt}")));
        return time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + "-" + string.Concat(hash.Take(4).Select(b => Letters[b % Letters.Length]));
    }

    public static bool IsOne(string name) => RunId().IsMatch(name) && DateTimeOffset.TryParseExact(name[..TimeFormat.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    /// <exception cref="FormatException">It is no run's id.</exception>
    public static DateTimeOffset TimeOf(string id) => DateTimeOffset.ParseExact(id[..TimeFormat.Length], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    [GeneratedRegex(@"\A\d{8}-\d{6}-[2-9a-z]{4}\z")]
    private static partial Regex RunId();
}
