using System.Text.Json;
using CodeRefine.Agent.Chat;
using CodeRefine.Core.Search;

namespace CodeRefine.Agent.Tests.Strategies.Sketches;

/// <summary>
/// A sketch of SWE-Search (Antoniades et al., arXiv 2410.20285): Monte Carlo tree search over states, each a node of the session; a value model says −100 to 100 with a reason and feedback for the
/// next sibling; selection by mean reward, exploration and depth, rewards brought to −1…1 first. What a whole preset would need besides: actions that read the code base (the maps of issue runs),
/// its bonuses and penalties, and the debate as the final choice (see the other sketch).
/// </summary>
internal sealed class SweSearchSketch(ChatStation model, int iterations = 6, int width = 2, int depth = 4) : IStrategy
{
    public string Name => "swe-search";

    public async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var top = new State(session.Root, null);
        for (var i = 0; i < iterations && !session.Best.Verdict.Passed && top.Select(width, depth) is { } at; i++)
        {
            var hint = at.Children.LastOrDefault()?.Feedback ?? "";
            var extras = new Dictionary<string, string> { ["feedback"] = hint };
            var made = await session.StepAsync(model.Step(session, at.Node, at.Node.Parent is null && hint.Length == 0 ? "solve" : "swe-act", extras, new Ask(i)), cancellationToken);
            var child = new State(made?.Node ?? made?.Twin ?? at.Node, at);
            at.Children.Add(child);
            var answer = await model.AskAsync(session, child.Node, "swe-value", null, Ask.Usual, cancellationToken);
            child.Judge(answer);
            session.Note("value", child.Node, answer);
        }
    }

    private sealed class State(Node node, State? parent)
    {
        private double sum;
        private int visits;

        public Node Node => node;
        public List<State> Children { get; } = [];
        public string Feedback { get; private set; } = "";

        private int Depth => parent is null ? 0 : parent.Depth + 1;

        /// <summary>The state to expand: open, and with the highest bound.</summary>
        public State? Select(int width, int depth) => All().Where(s => s.Children.Count < width && s.Depth < depth).MaxBy(s => s.Bound);

        private double Bound => (visits == 0 ? 0 : sum / visits) + Math.Sqrt(Math.Log(1 + (parent?.visits ?? visits)) / (1 + visits)) - (0.08 * Math.Sqrt(Depth));

        public void Judge(string answer)
        {
            var (reward, feedback) = Read(answer);
            Feedback = feedback;
            for (var at = this; at is not null; at = at.Above)
            {
                at.visits++;
                at.sum += reward / 100.0;
            }
        }

        private State? Above => parent;

        private IEnumerable<State> All() => Children.SelectMany(c => c.All()).Prepend(this);

        private static (double Reward, string Feedback) Read(string answer)
        {
            try
            {
                var json = JsonDocument.Parse(answer).RootElement;
                return (Math.Clamp(json.GetProperty("reward").GetDouble(), -100, 100), json.GetProperty("feedback").GetString() ?? "");
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return (0, answer);
            }
        }
    }
}
