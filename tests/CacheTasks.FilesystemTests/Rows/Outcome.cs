using System.Text.Json;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>The record's counts against the witness's.</summary>
internal static class Outcome
{
    internal static IReadOnlyList<string> Differences(Verdict verdict, UvRun run)
    {
        if (!verdict.Record.TryGetProperty("outcome", out var outcome))
            return ["uv ran, yet there is no outcome"];

        var counted = outcome.EnumerateObject().Select(pair => $"{pair.Name} {pair.Value}").ToList();
        var witnessed = Witnessed(run.Files).ToList();
        return [.. witnessed.Except(counted).Select(line => "witness " + line), .. counted.Except(witnessed).Select(line => "outcome " + line)];
    }

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
