namespace CodeRefine.Roslyn.Policy;

/// <summary>One row of the policy: an API that no solution needs.</summary>
/// <param name="Rule">Name of the rule, shared by rows of one kind.</param>
/// <param name="Id">A documentation id, <c>T:</c> for a whole type with its members, <c>M:</c> and <c>P:</c> for a member with all overloads or, with an opening parenthesis, the overloads that begin so; <c>N:</c> for a namespace and all below it.</param>
/// <param name="Except">Ids below it that stay allowed.</param>
internal sealed record RefusedApi(string Rule, string Id, params string[] Except)
{
    public char Kind => Id[0];

    /// <summary>Full name without kind and parameters: of a type, a namespace, or a type and its member.</summary>
    public string Name { get; } = NameOf(Id);

    /// <summary>Last part of the name, as sources write it; <c>.ctor</c> for constructors.</summary>
    public string SimpleName { get; } = SimpleNameOf(NameOf(Id));

    /// <summary>Whether a symbol's documentation id falls under this row.</summary>
    /// <remarks>Where members are excepted, the name of their type is no use of it yet.</remarks>
    public bool Covers(string id) => Matches(Id, id) && !Except.Any(e => Matches(e, id) || (e[0] == 'M' && id == Id));

    /// <summary>The same for a prefix that a task allows.</summary>
    public static bool Matches(string row, string id)
    {
        var name = NameOf(row);
        var other = id[2..];
        if (row[0] is 'T' or 'N')
        {
            return other.StartsWith(name, StringComparison.Ordinal) && (other.Length == name.Length || other[name.Length] is '.' or '`' or '(');
        }

        return row.Contains('(', StringComparison.Ordinal)
            ? id.StartsWith(row, StringComparison.Ordinal)
            : row[0] == id[0] && other.StartsWith(name, StringComparison.Ordinal) && (other.Length == name.Length || other[name.Length] is '(' or '`');
    }

    private static string NameOf(string id)
    {
        var parameters = id.IndexOf('(', StringComparison.Ordinal);
        return parameters < 0 ? id[2..] : id[2..parameters];
    }

    private static string SimpleNameOf(string name) => name[(name.LastIndexOf('.') + 1)..].Replace('#', '.');
}
