using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using CodeRefine.SdkFixes.Protocol;

namespace CodeRefine.SdkFixes;

/// <summary>Answers questions from standard input, a line each, until it ends. Reads no file but assemblies, and writes none.</summary>
internal static class Program
{
    /// <param name="arguments">The folder of the SDK's fixers: <c>sdk/VERSION/DotnetTools/dotnet-format</c>.</param>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var folder] || !Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync("The one argument is the folder of the SDK's code fixers.");
            return 2;
        }

        AssemblyLoadContext.Default.Resolving += (context, name) => Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        await ServeAsync();
        return 0;
    }

    /// <summary>Apart, so that no type of the SDK's is asked for before it is known where they are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task ServeAsync()
    {
        var fixers = SdkFixers.Load(Assembly.Load("Microsoft.CodeAnalysis.Features"), Assembly.Load("Microsoft.CodeAnalysis.CSharp.Features"));
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        while (await input.ReadLineAsync() is { } line)
        {
            var question = JsonSerializer.Deserialize(line, FixJson.Default.FixQuestion) ?? throw new JsonException("A question is an object.");
            var answer = new FixAnswer(await fixers.OffersAsync(question, CancellationToken.None));
            await output.WriteLineAsync(JsonSerializer.Serialize(answer, FixJson.Default.FixAnswer));
        }
    }
}
