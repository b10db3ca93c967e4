using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CacheTasks.Placement.Caches;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.CargoLayer;

/// <summary>Looks into the registry of one CARGO_HOME.</summary>
internal sealed class RegistryFiles(ITreeChanges trees, OpenFolders folders)
{
    public const string Config = "config.json";

    // The largest entries of crates.io have a few megabytes.
    private const int LongestEntry = 64 << 20;

    /// <summary>Folders of registries that have what a sparse index needs; one that is a git repository does not work without it.</summary>
    public IReadOnlyList<string> List(out bool hasGit)
    {
        hasGit = false;
        var found = new List<string>();
        foreach (var name in Names(RegistryPath.Index).Where(RegistryPath.IsRegistry))
        {
            var sparse = Has(RegistryPath.IndexOf(name), Config, out _);
            hasGit |= !sparse && Has(RegistryPath.IndexOf(name), ".git", out _);
            found.AddRange(sparse ? [name] : []);
        }
        return found;
    }

    /// <summary>All names in a folder; none where it cannot be read.</summary>
    public IEnumerable<string> Names(string folder) =>
        folders.Open(folder, make: false, out var handle).Succeeded && trees.List(handle, out var entries).Succeeded ? entries.Select(entry => entry.Name.Text) : [];

    public bool Has(string folder, string name, out TreeStatus status)
    {
        status = default;
        return folders.Open(folder, make: false, out var handle).Succeeded && trees.Stat(handle, name, out status).Succeeded;
    }

    public bool HasArchive(CrateFile crate, out ulong size)
    {
        var has = Has(RegistryPath.ArchivesOf(crate.Registry), crate.FileName, out var status) && status.Kind == FileKind.File;
        size = status.Size;
        return has;
    }

    /// <summary>The index entry of the crate knows this version: its checksum, or where that is not known its place in cargo's own format.</summary>
    public bool HasEntry(CrateFile crate) => ReadEntry(crate) is { } entry && Knows(entry, crate);

    public static bool Knows(byte[] entry, CrateFile crate) =>
        entry.AsSpan().IndexOf(Encoding.ASCII.GetBytes(crate.Checksum.Length > 0 ? crate.Checksum : $"\0{crate.Version}\0")) >= 0;

    public byte[]? ReadEntry(CrateFile crate)
    {
        var (folder, name) = RegistryPath.EntryOf(crate.Registry, crate.Name);
        return folders.Open(folder, make: false, out var handle).Succeeded ? SmallFile.ReadBytes(trees, handle, name, LongestEntry) : null;
    }

    /// <returns>Lower-case hex; null when it cannot be read.</returns>
    public string? HashArchive(CrateFile crate)
    {
        if (!folders.Open(RegistryPath.ArchivesOf(crate.Registry), make: false, out var folder).Succeeded || !trees.OpenFile(folder, crate.FileName, out var file).Succeeded)
        {
            return null;
        }
        using (file)
        {
            return trees.Stat(file, out var status).Succeeded && status.Kind == FileKind.File ? Hash(file) : null;
        }
    }

    /// <summary>SHA-256 of an open file, which it closes.</summary>
    public static string? Hash(SafeFileHandle file)
    {
        try
        {
            using var stream = new FileStream(file, FileAccess.Read, bufferSize: 1) { Position = 0 };
            using var hash = SHA256.Create();
            return string.Concat(hash.ComputeHash(stream).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
