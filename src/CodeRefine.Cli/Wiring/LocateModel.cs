using System.Security.Cryptography;
using CodeRefine.Cli.Configuration;
using CodeRefine.Cli.Hosting;
using CodeRefine.Core;
using CodeRefine.Core.Budgets;
using CodeRefine.Models;
using CodeRefine.Repositories.Asking;
using CodeRefine.Repositories.Locating;

namespace CodeRefine.Cli.Wiring;

/// <summary><c>locate --model</c>: a model narrows what search found, with tools to ask by.</summary>
internal static class LocateModel
{
    /// <exception cref="UserErrorException">The model is not known or does not answer, or the budget is spent.</exception>
    public static async Task<Location> AskAsync(Locator locator, LocateRequest request, IReadOnlyDictionary<Setting, string> typed, CommandContext context, CancellationToken cancellationToken)
    {
        // Never by a file of the repository that is looked at: only what was typed and the environment choose a server.
        var configuration = ConfigurationReader.Read(Path.GetTempPath(), new Dictionary<Setting, string>(typed), ConfigurationReader.ProcessEnvironment());
        var model = ModelReference.Parse(configuration.Model!);
        using var live = ModelFactory.Create(model, ModelSetUp.Options(configuration, model, context.Variable), context.Time);
        using var client = ModelFactory.ForRun(live, model.ToString(), new Budget(configuration.Budget, context.Time), ModelSetUp.Prices(configuration, model), context.Time, _ => { });
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Terminal.Status($"asking {model} …");
        try
        {
            return await new ChatLocator(client, locator, new ToolSet(new RepositoryTools(locator, null, null, secret)), secret).LocateAsync(request, cancellationToken);
        }
        catch (Exception failed) when (failed is ModelException or BudgetExhaustedException)
        {
            throw new UserErrorException(failed.Message, failed, UserErrorKind.Environment);
        }
        finally
        {
            context.Terminal.ClearStatus();
        }
    }
}
