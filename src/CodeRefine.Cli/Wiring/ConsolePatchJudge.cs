using System.Globalization;
using CodeRefine.Agent.Repair.Agreement;
using CodeRefine.Cli.Rendering;

namespace CodeRefine.Cli.Wiring;

/// <summary>Asks the person at the terminal: <c>solve --interactive</c>.</summary>
/// <param name="input">Where the answer is typed.</param>
internal sealed class ConsolePatchJudge(Terminal terminal, TextReader input) : IPatchJudge
{
    private const int Tries = 3;

    public string Name => "you";

    public async Task<int?> ChooseAsync(PatchQuestion question, CancellationToken cancellationToken)
    {
        terminal.Line();
        terminal.Line("[bold]Several patches pass every test.[/] They differ on this call, which no test covers:");
        terminal.Line($"  {Terminal.Escape(question.Input)}");
        for (var i = 0; i < question.Answers.Length; i++)
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}  {Terminal.Escape(question.Answers[i].Outcome)}   [grey]{Terminal.Escape(question.Answers[i].Summary)}[/]"));
        }

        for (var tried = 0; tried < Tries; tried++)
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"Which is right? 1 to {question.Answers.Length}, or Enter if you do not know:"));
            switch (await ReadLineAsync(cancellationToken))
            {
                case null or "":
                    return null;
                case var line when int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= question.Answers.Length:
                    return number - 1;
            }
        }

        return null;
    }

    // A console's reader knows no cancellation: it is left behind, and the process ends soon after.
    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        (await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken))?.Trim();
}
