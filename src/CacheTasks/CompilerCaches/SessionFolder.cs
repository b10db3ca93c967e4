using System.Security.Cryptography;
using System.Text;
using CacheTasks.Platform;
using CacheTasks.Targets.Shells;

namespace CacheTasks.CompilerCaches;

/// <summary>The folder of one step below the user's private one: what the wrapper reads, and the daemon's socket.</summary>
internal static class SessionFolder
{
    private const int SaltBytes = 32;
    private const int NameLength = 16;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>
    /// A name for all that the daemon is started with, so that another back end, mode or password is another daemon. Of credentials it holds a digest with a
    /// salt that only this user can read.
    /// </summary>
    /// <param name="environment">The user's variables.</param>
    public static string NameOf(string home, IEnumerable<string> identity, IReadOnlyDictionary<string, string> environment)
    {
        var daemons = environment.Where(variable => variable.Key.StartsWith("SCCACHE_", StringComparison.Ordinal) || variable.Key.StartsWith("AWS_", StringComparison.Ordinal));
        var salt = ReadSalt(Path.Combine(home, "salt"));
        return TextDigest.Of(string.Join("\n", identity.Concat(daemons.Select(variable => $"{variable.Key}={variable.Value}").OrderBy(text => text, StringComparer.Ordinal)).Append(salt))).Substring(0, NameLength).ToLowerInvariant();
    }

    /// <summary>Writes what the wrapper reads, and forgets what an earlier run of the step left.</summary>
    /// <param name="hidden">Names of the variables that sccache must not see.</param>
    /// <param name="isOpen">Others write in the target too.</param>
    public static void Write(string folder, string executable, SharedNames names, IEnumerable<string> hidden, bool isOpen = false)
    {
        Directory.CreateDirectory(folder);
        foreach (var left in new[] { Session.NotesIn(folder), Session.OffIn(folder), Session.FailureIn(folder) })
        {
            File.Delete(left);
        }
        names.WriteLinks(Path.Combine(folder, "view"));
        // sccache reads no other configuration: one with a scheduler would take compilations away from here.
        WholeFile.Replace(Path.Combine(folder, "config"), "");
        WholeFile.Replace(Path.Combine(folder, "restore"), names.RestoreScript());
        WholeFile.Replace(Path.Combine(folder, "messages"), names.MessagesScript());
        WholeFile.Replace(Path.Combine(folder, "settings"), string.Join("\n", [
            $"_ct_sccache={Literal.Posix(executable)}",
            $"_ct_view={SharedNames.View}",
            .. SharedPlaces.All.Select(name => $"_ct_{name}={Literal.Posix(names.PathOf(name))}"),
            $"_ct_hidden={Literal.Posix(string.Join(" ", hidden.Concat(Daemon.Taken)))}",
            $"_ct_open={(isOpen ? "yes" : "")}",
            names.ShellFunction() + names.SearchFunctions(),
        ]));
    }

    /// <summary>Removes folders of steps that have not been prepared for a month, and nothing else.</summary>
    public static void Prune(string home)
    {
        foreach (var folder in Directory.EnumerateDirectories(home).Where(folder => IsOfAStep(folder) && Directory.GetLastWriteTimeUtc(folder) < DateTime.UtcNow - Kept))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another build removes it as well.
            }
        }
    }

    private static bool IsOfAStep(string folder) =>
        Path.GetFileName(folder) is { Length: NameLength } name && name.All(letter => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f')) && File.Exists(Path.Combine(folder, "settings"));

    private static string ReadSalt(string file)
    {
        if (!File.Exists(file))
        {
            var bytes = new byte[SaltBytes];
            using var random = RandomNumberGenerator.Create();
            random.GetBytes(bytes);
            WholeFile.Write(file, Convert.ToBase64String(bytes));
        }
        return File.ReadAllText(file, Encoding.UTF8);
    }
}
