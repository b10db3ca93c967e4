using System.Text.Json;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>The record's counts against the witness's.</summary>
internal static class Outcome
{
    /// <param name="isServed">The filesystem is that of a server.</param>
    internal static IReadOnlyList<string> Differences(Verdict verdict, UvRun run, bool isServed = false)
    {
        if (!verdict.Record.TryGetProperty("outcome", out var outcome))
            return ["uv ran, yet there is no outcome"];

        var witnessed = Witnessed(run.Files).ToList();
        var counted = outcome.EnumerateObject().Where(pair => pair.Name is not ("bytesWritten" or "secondsLost" or "copiedPackages")).Select(pair => $"{pair.Name} {pair.Value}").ToList();
        if (isServed)
        {
            // The client is not told which clones are too small to share blocks; only their sum is the same.
            counted = [.. counted.Where(line => !IsOfClones(line)), $"clones {outcome.GetProperty("clone").GetInt64() + outcome.GetProperty("inline").GetInt64()}"];
            witnessed = [.. witnessed.Where(line => !IsOfClones(line)), $"clones {run.Files.Count(file => file.Kind is FileKind.Clone or FileKind.Inline)}"];
        }
        return [.. witnessed.Except(counted).Select(line => "witness " + line), .. counted.Except(witnessed).Select(line => "outcome " + line)];
    }

    private static bool IsOfClones(string line) => line.Split(' ')[0] is "clone" or "inline" or "bytesShared";

    private static IEnumerable<string> Witnessed(IReadOnlyList<InstalledFile> files)
    {
        foreach (var kind in Enum.GetValues<FileKind>())
            yield return $"{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())} {files.Count(file => file.Kind == kind)}";
        yield return $"bytesCopied {Bytes(files, FileKind.Copy)}";
        yield return $"bytesShared {Bytes(files, FileKind.Hardlink, FileKind.Clone, FileKind.Symlink)}";
    }

    private static long Bytes(IEnumerable<InstalledFile> files, params FileKind[] kinds) =>
        files.Where(file => kinds.Contains(file.Kind)).Sum(file => file.Bytes);
}
