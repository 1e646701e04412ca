using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports.Harnesses;

/// <summary>How a run's names, times and costs are written in a log of inspect_ai.</summary>
internal static class InspectTerms
{
    public const string Scorer = "held_back_checks";

    /// <summary>inspect's names are provider/model.</summary>
    public static string ModelName(EvaluationRun run) => run.Model is { } model ? (model.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? $"{model[..at]}/{model[(at + 1)..]}" : model) : $"coderefine/{run.Proposer}";

    /// <summary>22 letters and digits, as inspect's own ids have, made of the run.</summary>
    public static string Id(EvaluationRun run, string part)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{run.Id}\n{run.SuiteHash}\n{part}"));
        return Convert.ToBase64String(hash).Replace('+', 'A').Replace('/', 'B')[..22];
    }

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);

    public static void Usage(Utf8JsonWriter json, string name, EvaluationRun run, SampleCost cost)
    {
        json.WriteStartObject(name);
        if (cost.ModelCalls > 0)
        {
            json.WriteStartObject(ModelName(run));
            json.WriteNumber("input_tokens", cost.PromptTokens);
            json.WriteNumber("output_tokens", cost.AnswerTokens);
            json.WriteNumber("total_tokens", cost.PromptTokens + cost.AnswerTokens);
            json.WriteNumber("total_cost", (double)cost.Money);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
