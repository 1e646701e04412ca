namespace CodeRefine.Properties;

/// <summary>How a property was broken. Inputs are C#-like literals, one for each parameter, bounded in length.</summary>
/// <param name="Parameters">The parameters' names.</param>
/// <param name="Seed">With this seed the property meets the same inputs again.</param>
/// <param name="Original">The first input that broke it.</param>
/// <param name="Shrunk">The smallest that was found and breaks it too.</param>
/// <param name="Shrinks">Steps from the one to the other.</param>
/// <param name="TestsRun">Inputs tried until then, the breaking one included, discarded ones not.</param>
public sealed record Falsification(IReadOnlyList<string> Parameters, string Seed, IReadOnlyList<string> Original, IReadOnlyList<string> Shrunk, int Shrinks, int TestsRun);
