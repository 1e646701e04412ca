using CodeRefine.Agent.Strategies.Catalogue;

namespace CodeRefine.Cli.Configuration;

/// <summary>Everything that can be configured.</summary>
internal static class Settings
{
    public static Setting Model { get; } = new("model", "--model", "MODEL", "The model to ask: ollama:NAME, or openai:NAME for any OpenAI-compatible server (default: none)", ValueRule.Model);
    public static Setting Student { get; } = new("student", "--student", "MODEL", "A weaker model that tries critiques before they are used, where a strategy's option gate says so (default: the model itself)", ValueRule.Model);
    public static Setting Strategy { get; } = new("strategy", "--strategy", "NAME", "How to search: auto (default), or one of those that `coderefine strategies` lists", ValueRule.OneOf([.. StrategyCatalogue.Names]));
    public static Setting StrategyOption { get; } = new("strategyOption", "--strategy-option", "NAME=VALUE", "An option of the strategy, as `coderefine strategies NAME` lists them; STRATEGY.NAME=VALUE for another one's; may be repeated", Configuration.StrategyOptions.Rule) { IsList = true };
    public static Setting ModelConcurrency { get; } = new("modelConcurrency", null, "N", "Model calls at once at most (default: 4)", ValueRule.Whole(1, 1000));
    public static Setting Proposer { get; } = new("proposer", "--proposer", "NAME", "Who proposes patches: repair (built in, no model), chat, or auto: repair first, then the model if there is one (default)", ValueRule.OneOf("auto", "repair", "chat"));
    public static Setting ToolCorrection { get; } = new("toolCorrection", "--tool-correction", "on|off", "Mend what does not compile, whoever proposed it, before anyone is asked (default: on)", ValueRule.OneOf("on", "off"));
    public static Setting ToolCorrectionSteps { get; } = new("toolCorrectionSteps", null, "N", "Steps of one correction at most (default: 30)", ValueRule.Whole(1, 1000));
    public static Setting ToolCorrectionTime { get; } = new("toolCorrectionTime", null, "TIME", "Longest time of one correction (default: 8s)", ValueRule.Duration);
    public static Setting Neighbourhood { get; } = new("neighbourhood", "--neighbourhood", "on|off", "Search shortly around a model's near miss before another call is spent (default: on)", ValueRule.OneOf("on", "off"));
    public static Setting NeighbourhoodScore { get; } = new("neighbourhoodScore", null, "SHARE", "Share of the checks from which on an answer is a near miss (default: 0.5)", ValueRule.Number(0.01, 1));
    public static Setting NeighbourhoodEdits { get; } = new("neighbourhoodEdits", null, "N", "Edits tried around one near miss (default: 150)", ValueRule.Whole(1, 100_000));
    public static Setting NeighbourhoodTime { get; } = new("neighbourhoodTime", null, "TIME", "Longest search around one near miss (default: 20s)", ValueRule.Duration);
    public static Setting Traces { get; } = new("traces", "--traces", "on|off", "Put into the critique of what fails how it ran: one more sandbox run for each (default: off)", ValueRule.OneOf("on", "off"));
    public static Setting Memory { get; } = new("memory", "--memory", "off|project|global", "Keep reflections and what helped: with the folder's runs (default), in the user's store for all projects too, or not at all", ValueRule.OneOf("off", "project", "global"))
    {
        OnlyTyped = ["global"],
    };

    public static Setting Attempts { get; } = new("attempts", "--attempts", "N", "Attempts at most (default: 10)", ValueRule.Whole(0, 100_000));
    public static Setting MaxCalls { get; } = new("maxCalls", "--max-calls", "N", "Model calls at most (default: no limit)", ValueRule.Whole(0, 1_000_000));
    public static Setting MaxTokens { get; } = new("maxTokens", "--max-tokens", "N", "Prompt and answer tokens at most, together (default: no limit)", ValueRule.Whole(0, 1_000_000_000_000));
    public static Setting MaxCost { get; } = new("maxCost", "--max-cost", "DOLLARS", "Money at most, by the configured prices (default: no limit)", ValueRule.Number(0, 1_000_000));
    public static Setting Time { get; } = new("time", "--time", "TIME", "Wall time at most: 90s, 10m, 1h30m (default: 10m)", ValueRule.Duration);
    public static Setting MaxVerdicts { get; } = new("maxVerdicts", "--max-verdicts", "N", "Sandbox runs at most, those of screened repairs too (default: 2000)", ValueRule.Whole(1, 100_000_000));

    public static Setting Sandbox { get; } = new("sandbox", "--sandbox", "NAME", "Where the checks run: docker, bubblewrap, auto: the first of these that works (default), or none: on this machine with no protection at all", ValueRule.OneOf("auto", "docker", "bubblewrap", "none"))
    {
        OnlyTyped = ["none"],
    };

    public static Setting DockerRuntime { get; } = new("docker.runtime", null, "NAME", "The engine's container runtime, for example runsc, gVisor's (default: the engine's own)", ValueRule.Text);
    public static Setting ForkHosts { get; } = new("forkHosts", null, "on|off", "Test hosts as copies of one that is warm; off: each is started anew, which takes longer (default: on)", ValueRule.OneOf("on", "off"));
    public static Setting State { get; } = new("state", "--state", "DIR", "Where runs are kept (default: .coderefine in the folder)", ValueRule.Text) { IsPath = true };
    public static Setting Seed { get; } = new("seed", "--seed", "N", "Seed of all randomness: the same seed and the same answers give the same run (default: 1)", ValueRule.Seed);
    public static Setting Temperature { get; } = new("temperature", "--temperature", "T", "The model's temperature, 0 to 2 (default: 0.2)", ValueRule.Number(0, 2));
    public static Setting BaseUrl { get; } = new("baseUrl", "--base-url", "URL", "The model server's address, whichever the provider (default: the provider's own)", ValueRule.Url);
    public static Setting Templates { get; } = new("templates", "--templates", "DIR", "Folder of prompt templates that take the built-in ones' place", ValueRule.Text) { IsPath = true };

    public static Setting OllamaBaseUrl { get; } = new("ollama.baseUrl", null, "URL", "Ollama's address (default: OLLAMA_HOST, or http://localhost:11434)", ValueRule.Url);
    public static Setting OllamaKeepAlive { get; } = new("ollama.keepAlive", null, "TIME", "How long Ollama keeps the model loaded (default: 10m)", ValueRule.Duration);
    public static Setting ContextTokens { get; } = new("contextTokens", null, "TOKENS", "Tokens of prompt and answer that the model can hold (default: what its server says)", ValueRule.Whole(256, 10_000_000));
    public static Setting AnswerTokens { get; } = new("answerTokens", null, "TOKENS", "Room kept for an answer (default: 4096)", ValueRule.Whole(256, 10_000_000));
    public static Setting OpenAIBaseUrl { get; } = new("openai.baseUrl", null, "URL", "The OpenAI-compatible server's address, up to and with /v1 (default: OPENAI_BASE_URL, or https://api.openai.com/v1)", ValueRule.Url);
    public static Setting OpenAIKeyVariable { get; } = new("openai.apiKeyEnv", null, "NAME", "The environment variable that holds the key (default: OPENAI_API_KEY)", ValueRule.Text);
    public static Setting OpenAIKeyFile { get; } = new("openai.apiKeyFile", null, "FILE", "A file whose first line is the key", ValueRule.Text) { IsPath = true };

    public static Setting LimitCheckTime { get; } = new("limits.checkTime", null, "TIME", "Longest time of one check (default: the task's, or 5s)", ValueRule.Duration);
    public static Setting LimitTotalTime { get; } = new("limits.totalTime", null, "TIME", "Longest time of all checks (default: the task's, or 60s)", ValueRule.Duration);
    public static Setting LimitMemory { get; } = new("limits.memoryMegabytes", null, "MIB", "Memory (default: the task's, or 512)", ValueRule.Whole(64, 16_384));
    public static Setting LimitCpus { get; } = new("limits.cpus", null, "N", "Processor cores (default: the task's, or 1)", ValueRule.Number(0.1, 256));
    public static Setting LimitProcesses { get; } = new("limits.processes", null, "N", "Processes and threads (default: the task's, or 64)", ValueRule.Whole(16, 4096));
    public static Setting LimitScratch { get; } = new("limits.scratchMegabytes", null, "MIB", "Scratch space (default: the task's, or 64)", ValueRule.Whole(1, 16_384));

    public static IReadOnlyList<Setting> All { get; } =
    [
        Model, Student, ModelConcurrency, Strategy, StrategyOption, Proposer, ToolCorrection, ToolCorrectionSteps, ToolCorrectionTime, Neighbourhood, NeighbourhoodScore, NeighbourhoodEdits, NeighbourhoodTime, Traces, Memory, Attempts, MaxCalls, MaxTokens, MaxCost, Time, MaxVerdicts, Sandbox, DockerRuntime, ForkHosts, State, Seed, Temperature, BaseUrl, Templates,
        OllamaBaseUrl, OllamaKeepAlive, ContextTokens, AnswerTokens, OpenAIBaseUrl, OpenAIKeyVariable, OpenAIKeyFile,
        LimitCheckTime, LimitTotalTime, LimitMemory, LimitCpus, LimitProcesses, LimitScratch,
    ];

    /// <summary>Dollars for a million tokens: <c>prices.NAME.input</c> and <c>prices.NAME.output</c>, any model's name.</summary>
    public const string PricesPrefix = "prices.";

    /// <summary><c>strategyOptions.STRATEGY.NAME</c>, for every strategy of the catalogue.</summary>
    public const string StrategyOptionsPrefix = "strategyOptions.";

    public static ValueRule PriceRule { get; } = ValueRule.Number(0, 1_000_000);
}
