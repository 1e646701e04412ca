using System.Collections.Immutable;

namespace CodeRefine.Roslyn.Explain;

/// <summary>A compiler error with what the compilation knows about its place.</summary>
/// <param name="Path">In the source tree; null for an error without a place.</param>
/// <param name="Line">From 1; 0 where there is no place.</param>
/// <param name="MemberId">Documentation id of the innermost declaration around the place.</param>
/// <param name="Excerpt">Lines with numbers and carets; empty where there is no place.</param>
/// <param name="Suggestions">Sentences in Markdown, each with a name, signature or namespace that is really there; most useful first.</param>
public sealed record DiagnosticEvidence(string Id, string Message, string? Path, int Line, string? MemberId, string Excerpt, ImmutableArray<string> Suggestions);
