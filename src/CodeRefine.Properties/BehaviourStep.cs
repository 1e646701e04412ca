namespace CodeRefine.Properties;

/// <summary>One member of an object that a sequence of calls may use.</summary>
/// <param name="name">As it is shown.</param>
/// <param name="call">Gets the object and one value for each of <paramref name="types"/>; gives null where there is no result.</param>
public sealed class BehaviourStep(string name, Func<object, object?[], object?> call, params Type[] types)
{
    public string Name => name;
    internal Func<object, object?[], object?> Call => call;
    internal IReadOnlyList<Type> Types => types;
}
