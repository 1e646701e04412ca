using System.Collections.Immutable;
using System.Text.Json;
using CodeRefine.Agent.Critics;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Strategies.RethinkMcts;

/// <summary>A node of the tree of thoughts. Its state is the chain of sentences from the top to it.</summary>
/// <param name="prior">How plausible the model found it among its siblings, 0 to 1.</param>
internal sealed class Thought(string text, Thought? parent, double prior)
{
    private double q;
    private bool rethought;

    public string Text { get; private set; } = text;
    public double Prior => prior;
    public ImmutableArray<Thought> Children { get; private set; } = [];
    public int Visits { get; private set; }

    /// <summary>The best code that was written from it.</summary>
    public Node? Code { get; private set; }
    public double Value { get; private set; }

    /// <summary>What was found out about its code; null where it passed or was not written yet.</summary>
    public string? Feedback { get; set; }

    /// <summary>The sentences from the top to this one, numbered.</summary>
    public string Chain => string.Join("\n", Path().Select((t, i) => $"{i + 1}. {t.Text}"));

    /// <summary>Down to a leaf, by Q + β·P·√(ln N(s))/(1 + n) with β = ln((N(s) + 11)/10) + 4.</summary>
    public Thought Select()
    {
        var at = this;
        while (!at.Children.IsEmpty)
        {
            var parent = at;
            at = parent.Children.MaxBy(c => c.q + (parent.Beta * c.Prior * Math.Sqrt(Math.Log(Math.Max(1, parent.Visits))) / (1 + c.Visits)))!;
        }

        return at;
    }

    public void Expand(IEnumerable<(string Text, double Prior)> thoughts) => Children = [.. thoughts.Select(t => new Thought(t.Text, this, t.Prior))];

    public void Evaluated(Node code, double value, string? feedback)
    {
        Feedback = feedback;
        if (Code is null || value > Value)
        {
            (Code, Value) = (code, value);
        }
    }

    /// <summary>Once only.</summary>
    public bool Rethink(string sentence)
    {
        if (rethought || sentence.Length == 0)
        {
            return false;
        }

        (rethought, Text) = (true, PlainText.Line(sentence, 600));
        return true;
    }

    /// <summary>Q is the greatest return; it fades by <paramref name="discount"/> a step upwards.</summary>
    public void Backpropagate(double value, double discount)
    {
        for (var at = this; at is not null; at = at.Above)
        {
            at.Visits++;
            at.q = Math.Max(at.q, value);
            value *= discount;
        }
    }

    public IEnumerable<Thought> All() => Children.SelectMany(c => c.All()).Prepend(this);

    /// <summary>The thoughts of an answer, with plausibilities that sum up to 1.</summary>
    public static ImmutableArray<(string Text, double Prior)> Read(string answer, int most)
    {
        var read = JsonLines.In(answer, most * 2).Select(Read).Where(t => t.Text.Length > 0).Take(most).ToList();
        if (read.Count == 0 && answer.Trim().Length > 0)
        {
            // A model that keeps to no form: its lines are its thoughts.
            read = [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(most).Select(l => (PlainText.Line(l, 600), 1.0))];
        }

        var sum = read.Sum(t => t.Prior);
        return [.. read.Select(t => (t.Text, sum > 0 ? t.Prior / sum : 1.0 / read.Count))];
    }

    private Thought? Above => parent;
    private double Beta => Math.Log((Visits + 11) / 10.0) + 4;

    private IEnumerable<Thought> Path() => parent is null ? [] : parent.Path().Append(this);

    private static (string Text, double Prior) Read(JsonElement line) => line.ValueKind == JsonValueKind.Object && line.TryGetProperty("thought", out var thought)
        ? (PlainText.Line(thought.ToString(), 600), line.TryGetProperty("plausibility", out var p) && p.ValueKind == JsonValueKind.Number && p.TryGetDouble(out var prior) ? Math.Clamp(prior, 0, 1) : 0)
        : ("", 0);
}
