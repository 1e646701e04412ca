using CodeRefine.SdkFixes.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CodeRefine.SdkFixes;

/// <summary>A question's files as a project of a workspace.</summary>
internal static class QuestionProject
{
    public static Project Add(AdhocWorkspace workspace, FixQuestion question)
    {
        var id = ProjectId.CreateNewId();
        _ = LanguageVersionFacts.TryParse(question.LanguageVersion, out var language);
        var kind = question.Program ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var options = new CSharpCompilationOptions(kind, allowUnsafe: question.Unsafe, nullableContextOptions: question.Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable);
        return workspace.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Create(),
            "Candidate",
            "Candidate",
            LanguageNames.CSharp,
            compilationOptions: options,
            parseOptions: new CSharpParseOptions(language, preprocessorSymbols: question.Defines),
            documents: question.Files.Select(f => Document(id, f)),
            metadataReferences: question.References.Select(r => MetadataReference.CreateFromFile(r))));
    }

    /// <summary>The diagnostic that is asked about, as this compiler says it; null where it does not.</summary>
    public static async Task<(Document Document, Diagnostic Diagnostic)?> FindAsync(Project project, FixQuestion question, CancellationToken cancellationToken)
    {
        if (project.Documents.FirstOrDefault(d => d.FilePath == question.Path) is not { } document || await document.GetSemanticModelAsync(cancellationToken) is not { } model)
        {
            return null;
        }

        var diagnostic = model.GetDiagnostics(cancellationToken: cancellationToken).FirstOrDefault(d => d.Id == question.Id && d.Location.SourceSpan == new TextSpan(question.Start, question.Length));
        return diagnostic is null ? null : (document, diagnostic);
    }

    private static DocumentInfo Document(ProjectId project, FixFile file) => DocumentInfo.Create(
        DocumentId.CreateNewId(project),
        file.Path,
        loader: TextLoader.From(TextAndVersion.Create(SourceText.From(file.Text, System.Text.Encoding.UTF8), VersionStamp.Create())),
        filePath: file.Path);
}
