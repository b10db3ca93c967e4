using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.CompilerCaches;

/// <summary>
/// The folder in which this user's daemons have their sockets: below <c>XDG_RUNTIME_DIR</c>, else below the folder for temporary files, made so that
/// nobody else can put anything there (facts/peers.md, "Rules for a per-user directory").
/// </summary>
internal static class PrivateHome
{
    /// <summary>Bytes of a socket's path without the final zero (unix(7), sun_path).</summary>
    public const int LongestSocket = 107;

    // "/0123456789abcdef/s" is added.
    private const int Added = 19;

    private static readonly PrivatePurpose Purpose = new("private folder for the compiler cache's daemon", "nothing is cached", "the folder", "XDG_RUNTIME_DIR") { HasNamesOfItsOwn = true };

    /// <param name="last">Where it is looked for last.</param>
    /// <param name="findings">Why there is none: 5002 where somebody else has the name.</param>
    public static string? Find(IFileSystem files, IUsers users, Func<string, string?> environment, out IReadOnlyList<Finding> findings, string last = "/tmp")
    {
        var person = Person.Current(users);
        var faults = new List<Finding>();
        var candidates = new[] { environment("XDG_RUNTIME_DIR"), environment("TMPDIR"), last }.OfType<string>().Where(path => path.Length > 1 && path[0] == '/');
        foreach (var root in candidates.Select(path => path.TrimEnd('/')).Distinct())
        {
            var name = $"{person.Prefix}-cachetasks";
            if (!Holds(Path.Combine(root, name)))
            {
                continue;
            }
            using var opened = SharedRoot.Open(files, users, root, out var fault, Purpose);
            faults.AddRange(fault is null ? [] : [fault]);
            if (opened is null)
            {
                continue;
            }
            var made = new PrivateDirectory(files, users, Purpose);
            var path = made.CreateFolder(opened, name);
            faults.AddRange(made.Findings);
            if (path is not null && Holds(path))
            {
                if (FindPlanted(files, path) is not { } planted)
                {
                    findings = [];
                    return path;
                }
                faults.Add(new Finding(Rules.ForeignDaemon, $"no {Purpose.Noun}, {Purpose.Instead}: {planted} belongs to someone else, who could put it there while the folder was open to others. To see it: `ls -ln {path}`. Remove it."));
            }
        }
        findings = faults.Select(fault => fault with { Rule = Rules.ForeignDaemon, Severity = null }).ToList();
        return null;
    }

    private static bool Holds(string home) => System.Text.Encoding.UTF8.GetByteCount(home) + Added <= LongestSocket;

    // A script, settings that the wrapper executes, a socket: whatever it is, it is not ours.
    private static string? FindPlanted(IFileSystem files, string home)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(home))
        {
            if (files.Stat(entry, followLink: false, out var status).Succeeded
                && (status.Owner != files.EffectiveUser ? entry : status.Kind == FileKind.Directory ? FindPlanted(files, entry) : null) is { } planted)
            {
                return planted;
            }
        }
        return null;
    }
}
