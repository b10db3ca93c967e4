using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A target as cargo leaves it, with everything in it that a careless copy would lose, and what it holds by independent witnesses.</summary>
internal static class MovedTree
{
    /// <summary>Ours beside the tool's files.</summary>
    private static readonly string[] s_notes = ["CACHEDIR.TAG", ".cachetasks-checkout", ".cachetasks-moved"];

    /// <summary>In the lab's home, as what is copied from.</summary>
    public static string Make(Lab lab, int files = 12)
    {
        var path = Path.Combine(lab.Home, "template");
        // A name that is no UTF-8 is left to commands: .NET cannot say it.
        lab.Undoing("template", () => Lab.System("rm", "-rf", path));
        return Make(path, files);
    }

    public static string Make(string path, int files = 12)
    {
        new Command("sh", "-eu", "-c", """
            mkdir -p "$1/debug/deps" "$1/debug/incremental/app-1/s-abc" "$1/debug/.fingerprint/app-1" "$1/release/empty"
            cd "$1"
            : > debug/.cargo-lock; : > release/.cargo-lock
            for n in $(seq 1 "$2"); do head -c $((n * 997)) /dev/urandom > "debug/deps/lib$n.rlib"; touch -d "2024-01-02 03:04:05.1234567$((n % 10))" "debug/deps/lib$n.rlib"; done
            ln debug/deps/lib1.rlib debug/libapp.rlib; ln debug/deps/lib1.rlib debug/incremental/app-1/s-abc/lib
            ln -s ../../etc/passwd debug/outside; ln -s deps/lib2.rlib debug/inside; ln -s missing debug/dangling
            touch -h -d '2020-02-02 02:02:02.222222222' debug/dangling
            printf data > sparse; truncate -s 64M sparse; printf end >> sparse
            printf x > 'odd name
            with a line'; printf y > "$(printf 'latin-\344')"
            mkdir sealed; printf z > sealed/file; chmod 0440 sealed/file; chmod 0555 sealed
            chmod 0755 debug/deps/lib3.rlib
            touch -d '2023-03-03 03:03:03.303030303' debug/.fingerprint/app-1 debug/deps release
            """, "sh", path, $"{files}").Run().OrFail();
        return path;
    }

    /// <summary>
    /// Path, type, size, time, permissions, link count and text of every entry, and the checksum of every file; nothing of a directory that
    /// is not there. What CacheTasks adds is left out, and the root's own time and permissions.
    /// </summary>
    public static IReadOnlyList<string> Contents(string path)
    {
        if (!Directory.Exists(path))
            return [];
        var listed = new Command("sh", "-c", """
            cd "$1" && find . -mindepth 1 \( -type d -printf '%P d %T@ %m\0' -o -type l -printf '%P l %T@ %l\0' -o -printf '%P %y %s %T@ %m %n\0' \)
            find . -type f -print0 | xargs -0 -r sha256sum -z
            """, "sh", path).Run();
        // A tree that is being removed under the walk is one that is not complete.
        return [.. listed.StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !s_notes.Any(note => line.StartsWith(note + " ", StringComparison.Ordinal) || line.EndsWith("./" + note, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Names that a migration leaves when it is killed, anywhere in these folders.</summary>
    public static IEnumerable<string> Leftovers(params IEnumerable<string> folders) => folders
        .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder, "*.cachetasks-*", new EnumerationOptions { AttributesToSkip = 0, MatchType = MatchType.Simple }))
        .Concat(folders.SelectMany(folder => Directory.EnumerateDirectories(folder)).SelectMany(folder => Directory.EnumerateFiles(folder, ".cachetasks-moved")));
}
