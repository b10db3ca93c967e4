using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Needs;

/// <summary>Where a step's lock files are, and their text.</summary>
internal static class NeedsFiles
{
    // The largest lock files known have a few megabytes.
    private const ulong Largest = 256UL << 20;

    /// <summary>The files that the step names, else the nearest of the tool's usual ones; empty when there is none.</summary>
    public static IReadOnlyList<string> Find(Step step, ToolProfile profile, Func<string, string> fullPath)
    {
        var given = step.LockFile.Split(';').Select(path => path.Trim()).Where(path => path.Length > 0).Select(fullPath).ToList();
        return given.Count > 0 ? given : FindAbove(step, profile.NeedsFiles) is { } found ? [found] : [];
    }

    private static string? FindAbove(Step step, IReadOnlyList<string> names)
    {
        var folder = step.WorkspaceDirectory.Length > 0 ? step.WorkspaceDirectory : step.WorkingDirectory;
        for (; names.Count > 0 && folder is { Length: > 0 }; folder = Path.GetDirectoryName(folder))
        {
            if (names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } file)
            {
                return file;
            }
        }
        return null;
    }

    /// <summary>The text of a file, or why there is none.</summary>
    /// <param name="named">By the user, so that its absence is a mistake.</param>
    /// <param name="purpose">Null: to take what it names from layers.</param>
    public static string? Read(string path, bool named, out Finding? fault, NeedsPurpose? purpose = null)
    {
        fault = Missing(path, named, purpose);
        if (fault is not null)
        {
            return null;
        }
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.DecoderFallbackException)
        {
            var why = exception is System.Text.DecoderFallbackException ? "it is not UTF-8" : exception.Message.TrimEnd('.');
            fault = NotRead(path, why, purpose);
            return null;
        }
    }

    public static Finding NotRead(string path, Toml.TomlException exception, NeedsPurpose? purpose = null) =>
        NotRead(path, exception.Line == 0 ? exception.Message : $"line {exception.Line}: {exception.Message}", purpose);

    private static Finding NotRead(string path, string why, NeedsPurpose? purpose)
    {
        var wanted = purpose ?? NeedsPurpose.Layers;
        return new Finding(Rules.SeedingIncomplete, $"{PrintedText.Of(path)} cannot be read, so {wanted.Lost}: {PrintedText.Of(why)}. {wanted.Then}");
    }

    // A FIFO would make the build wait for its writer.
    private static Finding? Missing(string path, bool named, NeedsPurpose? purpose)
    {
        if (FileSystem.Current is not { } files)
        {
            return null;
        }
        var error = files.Stat(path, followLink: true, out var status);
        if (!error.Succeeded)
        {
            return named ? NoFile(path, error.Text, purpose) : NotRead(path, error.Text, purpose);
        }
        return status.Kind != FileKind.File ? NoFile(path, "it is not a file", purpose) : status.Size > Largest ? NotRead(path, $"it is larger than {Largest >> 20} MiB", purpose) : null;
    }

    private static Finding NoFile(string path, string why, NeedsPurpose? purpose) => new(
        Rules.NotADirectory,
        purpose is { IsOfAStep: false } ? $"{PrintedText.Of(path)} is no lock file, so {purpose.Lost}: {why}. {purpose.Then}"
        : $"{nameof(Step.LockFile)} {PrintedText.Of(path)} names no file, so nothing that it would name is taken from a layer: {why}. Correct {nameof(Step.LockFile)} on the step, or remove it.");
}
