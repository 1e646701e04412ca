using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodeRefine.Sandboxes.Seccomp;

/// <summary>
/// Which system calls a sandbox may make, in the format that Docker takes (https://docs.docker.com/engine/security/seccomp/);
/// of its features only those that our own profile uses. The file is <c>sandboxes/seccomp.json</c>; its README says why each group is in.
/// </summary>
internal sealed record SeccompProfile(string DefaultAction, IReadOnlyList<string> Architectures, IReadOnlyList<SeccompRule> Syscalls)
{
    public const string Allow = "SCMP_ACT_ALLOW", Refuse = "SCMP_ACT_ERRNO";

    /// <summary>The profile of <c>sandboxes/seccomp.json</c>, as text.</summary>
    public static string Text { get; } = Resources.Text("seccomp.json");

    public static SeccompProfile Default { get; } = Parse(Text);

    /// <exception cref="FormatException">It uses what is not supported here, or is not such a profile.</exception>
    public static SeccompProfile Parse(string json)
    {
        SeccompProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize(json, SeccompJson.Default.SeccompProfile);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The seccomp profile is not valid JSON: {e.Message}", e);
        }

        if (profile is not { DefaultAction: Refuse, Syscalls: not null })
        {
            throw new FormatException($"The seccomp profile must refuse by default ({Refuse}): it is a list of what is allowed.");
        }

        foreach (var rule in profile.Syscalls)
        {
            Validate(rule);
        }

        return profile;
    }

    private static void Validate(SeccompRule rule)
    {
        var names = string.Join(", ", rule.Names);
        if (rule.Action is not (Allow or Refuse))
        {
            throw new FormatException($"The seccomp profile's action {rule.Action} for {names} is not supported: {Allow} and {Refuse} are.");
        }

        if (rule.Args?.FirstOrDefault(a => a.Op is not (SeccompArgument.Equal or SeccompArgument.MaskedEqual) || a.Index is < 0 or > 5) is { } unknown)
        {
            throw new FormatException($"The seccomp profile's condition {unknown.Op} on argument {unknown.Index} of {names} is not supported.");
        }
    }
}

/// <param name="ErrnoRet">The error that a refused call returns; EPERM where null.</param>
/// <param name="Args">All must hold; several rules for one name are alternatives.</param>
internal sealed record SeccompRule(IReadOnlyList<string> Names, string Action, int? ErrnoRet, IReadOnlyList<SeccompArgument>? Args);

/// <param name="Value">What to compare with; the mask for <see cref="MaskedEqual"/>.</param>
/// <param name="ValueTwo">What the masked argument must equal.</param>
internal sealed record SeccompArgument(int Index, ulong Value, ulong ValueTwo, string Op)
{
    public const string Equal = "SCMP_CMP_EQ", MaskedEqual = "SCMP_CMP_MASKED_EQ";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SeccompProfile))]
internal sealed partial class SeccompJson : JsonSerializerContext;
