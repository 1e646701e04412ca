using System.Text.Json;

namespace CodeRefine.TestHost.Protocol;

/// <summary>
/// Reads a job token by token. The serialiser would bind and compile some four hundred generic methods in each host process, a quarter of its
/// start-up, to read a dozen fields.
/// </summary>
internal static class HostJobReading
{
    /// <exception cref="JsonException">It is not a job.</exception>
    public static HostJob? Read(ReadOnlySpan<byte> json) => ReadUsual(json) ?? JsonSerializer.Deserialize(json, ProtocolJson.Default.HostJob);

    /// <returns>Null where it is not a job of the usual kind: that one has fields which the serialiser alone knows, or lacks some.</returns>
    public static HostJob? ReadUsual(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var job = new HostJob { Id = null!, CandidateName = null!, ChecksName = null!, Expected = null!, Limits = null! };
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            job = name switch
            {
                "id" => job with { Id = reader.GetString()! },
                "framework" when Enum.TryParse<JobFramework>(reader.GetString(), out var framework) => job with { Framework = framework },
                "candidateName" => job with { CandidateName = reader.GetString()! },
                "checksName" => job with { ChecksName = reader.GetString()! },
                "expected" => job with { Expected = ReadExpected(ref reader)! },
                "failFast" => job with { FailFast = reader.GetBoolean() },
                "seed" => job with { Seed = reader.GetUInt64() },
                "coverage" => job with { Coverage = reader.GetBoolean() },
                "screen" when ScreenPlanReading.Read(ref reader) is { } plan => job with { Screen = plan },
                "limits" => job with { Limits = ReadLimits(ref reader)! },
                "support" when ReadSupport(ref reader) is { } support => job with { Support = support },
                _ => null,
            };
            if (job is null)
            {
                return null;
            }
        }

        return job is { Id: not null, CandidateName: not null, ChecksName: not null, Expected: not null, Limits: not null } ? job : null;
    }

    private static ExpectedCheck[]? ReadExpected(ref Utf8JsonReader reader)
    {
        var checks = new List<ExpectedCheck>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string? id = null;
            var property = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "id":
                        id = reader.GetString();
                        break;
                    case "property":
                        property = reader.GetBoolean();
                        break;
                    default:
                        return null;
                }
            }

            if (id is null)
            {
                return null;
            }

            checks.Add(new ExpectedCheck(id, property));
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. checks] : null;
    }

    private static SupportAssembly[]? ReadSupport(ref Utf8JsonReader reader)
    {
        var support = new List<SupportAssembly>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string? called = null;
            var ofRepository = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "name":
                        called = reader.GetString();
                        break;
                    case "ofRepository":
                        ofRepository = reader.GetBoolean();
                        break;
                    default:
                        return null;
                }
            }

            if (called is null)
            {
                return null;
            }

            support.Add(new SupportAssembly(called, ofRepository));
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. support] : null;
    }

    private static HostLimits? ReadLimits(ref Utf8JsonReader reader)
    {
        var limits = new HostLimits { CheckMilliseconds = 0, TotalMilliseconds = 0, OutputBytes = 0 };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "checkMilliseconds":
                    limits = limits with { CheckMilliseconds = reader.GetInt32() };
                    break;
                case "totalMilliseconds":
                    limits = limits with { TotalMilliseconds = reader.GetInt32() };
                    break;
                case "outputBytes":
                    limits = limits with { OutputBytes = reader.GetInt64() };
                    break;
                case "memoryBytes":
                    limits = limits with { MemoryBytes = reader.GetInt64() };
                    break;
                case "processes":
                    limits = limits with { Processes = reader.GetInt32() };
                    break;
                case "scratchBytes":
                    limits = limits with { ScratchBytes = reader.GetInt64() };
                    break;
                default:
                    return null;
            }
        }

        return limits;
    }
}
