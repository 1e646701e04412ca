namespace CodeRefine.Evaluation.Suites.Mxeval;

/// <summary>One row of mxeval's C# problems (MBXP, HumanEval multilingual, MathQA-X: <see href="https://github.com/amazon-science/mxeval"/>).</summary>
/// <param name="Line">In its file, from 1.</param>
/// <param name="Prompt">The beginning of a program, up to the open body of the wanted method.</param>
/// <param name="Test">The end of it: a Main that compares, and throws where it differs.</param>
/// <param name="Solution">The reference; often null.</param>
/// <param name="Json">The row without the reference.</param>
internal sealed record MxevalRow(int Line, string TaskId, string Prompt, string Test, string? EntryPoint, string? Description, string? Solution, string Json);
