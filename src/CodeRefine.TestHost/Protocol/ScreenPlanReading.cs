using System.Text.Json;

namespace CodeRefine.TestHost.Protocol;

/// <summary>Reads a plan token by token, for the same reason as <see cref="HostJobReading"/>: binding the serialiser took a host longer than a hundred variants do.</summary>
internal static class ScreenPlanReading
{
    /// <param name="reader">At the plan's first token; left at its last.</param>
    /// <returns>Null where it is not a plan of the usual kind.</returns>
    public static ScreenPlan? Read(ref Utf8JsonReader reader)
    {
        var plan = new ScreenPlan { Failing = null!, Orders = null!, Variants = null! };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            plan = name switch
            {
                "failing" => plan with { Failing = Numbers(ref reader)! },
                "orders" => plan with { Orders = Lists(ref reader)! },
                "variants" => plan with { Variants = Tasks(ref reader)! },
                "propertyCases" => plan with { PropertyCases = reader.GetInt32() },
                "giveUpAfter" => plan with { GiveUpAfter = reader.GetInt32() },
                "verifyEvery" => plan with { VerifyEvery = reader.GetInt32() },
                "isolated" => plan with { Isolated = reader.GetBoolean() },
                _ => null,
            };
            if (plan is null)
            {
                return null;
            }
        }

        return plan is { Failing: not null, Orders: not null, Variants: not null } ? plan : null;
    }

    private static int[]? Numbers(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var numbers = new List<int>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            numbers.Add(reader.GetInt32());
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. numbers] : null;
    }

    private static int[][]? Lists(ref Utf8JsonReader reader)
    {
        var lists = new List<int[]>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (Numbers(ref reader) is not { } list)
            {
                return null;
            }

            lists.Add(list);
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. lists] : null;
    }

    private static ScreenTask[]? Tasks(ref Utf8JsonReader reader)
    {
        var tasks = new List<ScreenTask>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (Task(ref reader) is not { } task)
            {
                return null;
            }

            tasks.Add(task);
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. tasks] : null;
    }

    private static ScreenTask? Task(ref Utf8JsonReader reader)
    {
        var (id, order) = (0, 0);
        int[]? switches = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "id":
                    id = reader.GetInt32();
                    break;
                case "switches":
                    switches = Numbers(ref reader);
                    break;
                case "order":
                    order = reader.GetInt32();
                    break;
                default:
                    return null;
            }
        }

        return switches is null ? null : new ScreenTask(id, switches, order);
    }
}
