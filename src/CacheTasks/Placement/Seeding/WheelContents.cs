using System.Security.Cryptography;
using System.Text;
using CacheTasks.Platform;
using CacheTasks.Targets.Migration;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>Compares the files of an unpacked wheel with the checksums in its RECORD: URL-safe base64 without padding.</summary>
internal static class WheelContents
{
    private const int LongestRecord = 64 * 1024 * 1024;
    private const string Sha256Prefix = "sha256=";

    /// <param name="parent">Of the unpacked wheel.</param>
    public static bool Match(ITreeChanges trees, SafeFileHandle parent, string name)
    {
        var opened = CacheFolders.Open(trees, parent, name, out var archive);
        using (archive)
        {
            return opened.Succeeded && WheelRecord.FindFolder(trees, archive) is { } folder && ReadRecord(trees, archive, folder) is { } text
                && Encoding.UTF8.GetString(text).Split('\n').All(line => Matches(trees, archive, line.TrimEnd('\r')));
        }
    }

    private static byte[]? ReadRecord(ITreeChanges trees, SafeFileHandle folder, string distInfo)
    {
        var opened = trees.OpenDirectory(folder, distInfo, out var handle);
        using (handle)
        {
            return opened.Succeeded ? SmallFile.ReadBytes(trees, handle, "RECORD", LongestRecord) : null;
        }
    }

    private static bool Matches(ITreeChanges trees, SafeFileHandle archive, string line)
    {
        var fields = line.Split(',');
        // A line without a checksum, or with one of another kind, says nothing that could be compared.
        if (fields.Length < 3 || fields[fields.Length - 2] is not { } hash || !hash.StartsWith(Sha256Prefix, StringComparison.Ordinal))
        {
            return true;
        }
        var path = Encoding.UTF8.GetString(RecordLine.PathOf(Encoding.UTF8.GetBytes(line)).ToArray());
        return Checksum(trees, archive, path) == hash.Substring(Sha256Prefix.Length);
    }

    private static string? Checksum(ITreeChanges trees, SafeFileHandle archive, string path)
    {
        var slash = path.LastIndexOf('/');
        var folder = archive;
        if (slash > 0 && !CacheFolders.Open(trees, archive, path.Substring(0, slash), out folder).Succeeded)
        {
            return null;
        }
        var opened = trees.OpenFile(folder, path.Substring(slash + 1), out var file);
        if (folder != archive)
        {
            folder.Dispose();
        }
        if (!opened.Succeeded)
        {
            file.Dispose();
            return null;
        }
        using var stream = new FileStream(file, FileAccess.Read, bufferSize: 1);
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(stream)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
