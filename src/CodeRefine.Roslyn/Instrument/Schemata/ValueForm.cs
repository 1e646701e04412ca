namespace CodeRefine.Roslyn.Instrument.Schemata;

/// <summary>How the arms of a switch at a value come to one type, so that what is wrong with an alternative is told of it alone.</summary>
/// <param name="Type">As code, valid at the place.</param>
/// <param name="Convert">The original must be brought to the type: it is another by itself.</param>
/// <param name="Exact">An alternative must have the very type by itself, since what stands around chooses by it: operators, overloads, inference.</param>
/// <param name="IsStatement">The place takes calls and assignments only, as a for loop's third part does.</param>
internal sealed record ValueForm(string Type, bool Convert, bool Exact, bool IsStatement)
{
    private const string Call = ProbeSource.Call;

    public (string Open, string Close) Alternative => (Exact, Type) switch
    {
        (_, "bool") => ($"{Call}AsBool(", ")"),
        (false, "int") => ($"{Call}AsInt(", ")"),
        (false, _) => ($"{Call}As<{Type}>(", ")"),
        (true, _) => ($"{Call}Exact<{Type}>({Call}Kind(", "))"),
    };

    public (string Open, string Close) Original => Convert ? ($"{Call}As<{Type}>(", ")") : ("", "");
}
