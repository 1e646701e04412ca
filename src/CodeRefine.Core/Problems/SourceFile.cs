namespace CodeRefine.Core.Problems;

/// <summary>One text file as it was read: its line endings are in <paramref name="Text"/>, its byte order mark in <paramref name="Encoding"/>, so that it is written back as it was.</summary>
public sealed record SourceFile(string Text, SourceEncoding Encoding = SourceEncoding.Utf8);

public enum SourceEncoding
{
    Utf8,
    Utf8WithBom,
    Utf16LittleEndian,
    Utf16BigEndian,
}
