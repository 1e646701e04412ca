using System.Collections.Immutable;
using System.Reflection;
using CodeRefine.SdkFixes.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Host.Mef;

namespace CodeRefine.SdkFixes;

/// <summary>The SDK's code fixers for C#, by the diagnostics that they know.</summary>
internal sealed class SdkFixers
{
    private const int MostOffers = 24;
    private readonly MefHostServices services;
    private readonly ImmutableArray<CodeFixProvider> fixers;

    private SdkFixers(MefHostServices services, ImmutableArray<CodeFixProvider> fixers) => (this.services, this.fixers) = (services, fixers);

    /// <param name="common">The assembly of what the languages share.</param>
    /// <param name="csharp">The assembly that holds the fixers.</param>
    public static SdkFixers Load(Assembly common, Assembly csharp) => new(
        MefHostServices.Create(MefHostServices.DefaultAssemblies.Concat([common, csharp]).Distinct()),
        [.. csharp.GetTypes().Where(IsFixer).Select(t => (CodeFixProvider)Activator.CreateInstance(t, nonPublic: true)!)]);

    /// <summary>What all fixers offer for the diagnostic: changes of one file each. Empty where this compiler does not say the diagnostic.</summary>
    public async Task<IReadOnlyList<OfferedFix>> OffersAsync(FixQuestion question, CancellationToken cancellationToken)
    {
        using var workspace = new AdhocWorkspace(services);
        var project = QuestionProject.Add(workspace, question);
        if (await QuestionProject.FindAsync(project, question, cancellationToken) is not var (document, diagnostic))
        {
            return [];
        }

        var offers = new List<OfferedFix>();
        foreach (var fixer in fixers.Where(f => f.FixableDiagnosticIds.Contains(question.Id)))
        {
            try
            {
                foreach (var action in await ActionsAsync(fixer, document, diagnostic, cancellationToken))
                {
                    if (offers.Count < MostOffers && await ReadAsync(action, project, cancellationToken) is var (path, changes))
                    {
                        offers.Add(new OfferedFix(fixer.GetType().Name, action.Title, path, changes));
                    }
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A fixer that wants an editor's services, or trips over broken code, says so and offers nothing; the others go on.
                await Console.Error.WriteLineAsync($"{fixer.GetType().Name}: {e.Message}");
            }
        }

        return offers;
    }

    /// <summary>Those that need no parts of an editor handed to them.</summary>
    private static bool IsFixer(Type type) =>
        !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider))
        && type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is not null
        && type.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true;

    private static async Task<IEnumerable<CodeAction>> ActionsAsync(CodeFixProvider fixer, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var actions = new List<CodeAction>();
        await fixer.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
        return actions.SelectMany(Leaves);
    }

    private static IEnumerable<CodeAction> Leaves(CodeAction action) => action.NestedActions.IsDefaultOrEmpty ? [action] : action.NestedActions.SelectMany(Leaves);

    /// <summary>Null where it changes more than the text of one file.</summary>
    private static async Task<(string Path, IReadOnlyList<FixChange> Changes)?> ReadAsync(CodeAction action, Project project, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken);
        if (operations is not [ApplyChangesOperation { ChangedSolution: { } changed }] || changed.GetChanges(project.Solution).GetProjectChanges().ToList() is not [var change])
        {
            return null;
        }

        if (change.GetAddedDocuments().Any() || change.GetRemovedDocuments().Any() || change.GetChangedDocuments().ToList() is not [var id])
        {
            return null;
        }

        var old = project.GetDocument(id)!;
        var changes = await changed.GetDocument(id)!.GetTextChangesAsync(old, cancellationToken);
        return (old.FilePath!, [.. changes.OrderBy(c => c.Span.Start).Select(c => new FixChange(c.Span.Start, c.Span.Length, c.NewText ?? ""))]);
    }
}
