using System.Collections.Immutable;

namespace CodeRefine.Evaluation.Suites.SweBench;

/// <summary>What a fixer is given of a row of a SWE-bench-shaped data set. It cannot carry the reference fix or its tests: those are a <see cref="SweReference"/>, which only a grader gets.</summary>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="BaseCommit">The commit to start from, as the row has it.</param>
/// <param name="Statement">The title and text.</param>
/// <param name="Hints">Comments made before the fix; empty where there are none.</param>
public sealed record SweInstance(string Id, string Repository, string BaseCommit, string Statement, string Hints);

/// <summary>What a fix is judged by: held back from whoever makes one.</summary>
/// <param name="Patch">The fix as it was made, a unified diff without tests.</param>
/// <param name="TestPatch">Its tests.</param>
/// <param name="FailToPass">Tests that the fix must turn.</param>
/// <param name="PassToPass">Tests that must go on passing; empty where the row does not say.</param>
public sealed record SweReference(string Patch, string TestPatch, ImmutableArray<string> FailToPass, ImmutableArray<string> PassToPass);

/// <summary>One row.</summary>
public sealed record SweRow(SweInstance Instance, SweReference Reference);
