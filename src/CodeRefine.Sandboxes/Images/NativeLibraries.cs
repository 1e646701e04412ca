using System.Diagnostics.CodeAnalysis;

namespace CodeRefine.Sandboxes.Images;

/// <summary>Finds the native libraries that this machine's runtime links, by what its binaries say of themselves; no <c>ldd</c>, which runs what it reads.</summary>
internal sealed class NativeLibraries
{
    // Loaded by name at run time, so no binary names them. Without OpenSSL only cryptography is missing.
    private static readonly string[] LoadedByName = ["libssl.so.3", "libcrypto.so.3", "libssl.so.1.1", "libcrypto.so.1.1"];

    private readonly List<string> folders;

    private NativeLibraries(IEnumerable<string> folders) => this.folders = folders.Where(Directory.Exists).Distinct().ToList();

    /// <summary>Searches where this machine's loader does, and where this very process found its own.</summary>
    public static NativeLibraries OfThisMachine() => new(
        [.. FoldersOfThisProcess(), .. ConfiguredFolders("/etc/ld.so.conf"), "/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib"]);

    /// <summary>All that <paramref name="binaries"/> need, directly or not.</summary>
    /// <returns>Path of the real file by the name under which it is asked for, and the loader by its absolute path.</returns>
    /// <exception cref="FileNotFoundException">A library that a binary links is nowhere.</exception>
    public (IReadOnlyDictionary<string, string> Libraries, string? Loader) Resolve(IEnumerable<string> binaries)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string? loader = null;
        ushort? machine = null;
        var files = new Queue<(string Path, bool Required)>(binaries.Select(b => (b, true)));
        var own = binaries.Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        foreach (var name in LoadedByName)
        {
            if (TryFind(name, out var path))
            {
                found[name] = path;
                files.Enqueue((path, false));
            }
        }

        while (files.TryDequeue(out var file))
        {
            if (ElfFile.Read(file.Path) is not { } elf || (machine ??= elf.Machine) != elf.Machine)
            {
                continue;
            }

            loader ??= elf.Interpreter;
            foreach (var name in elf.Needed.Where(n => !found.ContainsKey(n) && !own.Contains(n)))
            {
                if (!TryFind(name, out var path))
                {
                    throw new FileNotFoundException($"{file.Path} links {name}, which is in none of {string.Join(", ", folders)}.", name);
                }

                found[name] = path;
                files.Enqueue((path, file.Required));
            }
        }

        return (found, loader);
    }

    private bool TryFind(string name, [NotNullWhen(true)] out string? path)
    {
        path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        path = path is null ? null : RealPath(path);
        return path is not null;
    }

    private static string RealPath(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    private static IEnumerable<string> FoldersOfThisProcess() => File.ReadLines("/proc/self/maps")
        .Select(line => line.IndexOf('/') is var at and >= 0 ? line[at..] : "")
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("libc.", StringComparison.Ordinal) || name.StartsWith("libstdc++", StringComparison.Ordinal) || name.StartsWith("ld-", StringComparison.Ordinal)))
        .Select(path => Path.GetDirectoryName(path)!)
        .Distinct();

    private static IEnumerable<string> ConfiguredFolders(string file)
    {
        if (!File.Exists(file))
        {
            yield break;
        }

        foreach (var line in File.ReadLines(file).Select(l => l.Trim()))
        {
            if (line.StartsWith("include ", StringComparison.Ordinal))
            {
                var pattern = Path.Combine(Path.GetDirectoryName(file)!, line["include ".Length..].Trim());
                var included = Directory.Exists(Path.GetDirectoryName(pattern)) ? Directory.GetFiles(Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern)) : [];
                foreach (var folder in included.Order(StringComparer.Ordinal).SelectMany(ConfiguredFolders))
                {
                    yield return folder;
                }
            }
            else if (line.StartsWith('/'))
            {
                yield return line;
            }
        }
    }
}
