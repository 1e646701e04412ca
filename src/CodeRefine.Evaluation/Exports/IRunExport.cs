using CodeRefine.Core;
using CodeRefine.Evaluation.Runs;

namespace CodeRefine.Evaluation.Exports;

/// <summary>Writes a run in a form that another program reads. The same run gives the same bytes.</summary>
public interface IRunExport
{
    /// <summary>For the command line: <c>human-eval-samples</c>.</summary>
    string Name { get; }

    /// <summary>One line.</summary>
    string Description { get; }

    /// <summary>Whether it is one text file, one binary file, or a folder of files.</summary>
    ExportShape Shape { get; }

    /// <exception cref="UserErrorException">The run holds nothing that this form can say.</exception>
    ExportSummary Write(IRunReader reader, IExportTarget target, CancellationToken cancellationToken);
}

public enum ExportShape
{
    Text,
    Binary,
    Folder,
}

/// <summary>Where an export goes.</summary>
public interface IExportTarget
{
    /// <param name="name">Of a folder's file, relative; empty for the only file. The caller closes the stream.</param>
    Stream Open(string name);
}

/// <param name="Rows">Rows, or files of a folder.</param>
/// <param name="LeftOut">Samples that are not in it, and why; empty for none.</param>
public sealed record ExportSummary(int Rows, string LeftOut = "");
