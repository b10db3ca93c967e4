using System.Collections.Concurrent;

namespace CacheTasks.TestSupport;

/// <summary>The real uv of one version.</summary>
public sealed class Uv
{
    private static readonly ConcurrentDictionary<string, Lazy<Uv>> s_found = new();

    private Uv(string version, string path) => (Version, Path) = (version, path);

    public string Version { get; }

    public string Path { get; }

    /// <summary>
    /// Finds it in <c>artifacts/test-tools/uv-VERSION</c>, else fetches it there through pip, which obeys
    /// PIP_NO_INDEX, PIP_FIND_LINKS and the like.
    /// </summary>
    /// <exception cref="UnavailableException">It can be had neither way; the reason says why.</exception>
    // Lazy keeps a failure too: without a network each test would otherwise wait for pip anew.
    public static Uv Find(string version) =>
        s_found.GetOrAdd(version, wanted => new Lazy<Uv>(() => FindOrFetch(wanted))).Value;

    public Command Command(string project, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        new(Path, arguments) { WorkingDirectory = project, Environment = environment };

    /// <summary>The same binary in a folder that other users can reach.</summary>
    public Uv CopiedTo(string folder)
    {
        var copy = System.IO.Path.Combine(folder, "uv");
        File.Copy(Path, copy, overwrite: true);
        return new Uv(Version, copy);
    }

    public override string ToString() => $"uv {Version}";

    private static Uv FindOrFetch(string version)
    {
        var folder = Repository.Artifacts(System.IO.Path.Combine("test-tools", "uv-" + version));
        if (!File.Exists(ExecutableIn(folder)))
            Fetch(version, folder);

        var asked = new Command(ExecutableIn(folder), "--version").Run();
        return asked.StandardOutput.StartsWith($"uv {version}", StringComparison.Ordinal)
            ? new Uv(version, ExecutableIn(folder))
            : throw new UnavailableException($"'{ExecutableIn(folder)}' is not uv {version}: {asked}");
    }

    // Beside, then renamed: another test process may be fetching the same version, and whoever is first wins.
    private static void Fetch(string version, string folder)
    {
        var beside = $"{folder}.{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            var pip = new Command("python3", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                "--no-deps", "--target", beside, "uv==" + version)
            { Limit = TimeSpan.FromMinutes(5) }.Run();
            if (!pip.Succeeded)
                throw new UnavailableException($"uv {version} cannot be fetched: {LastLine(pip.StandardError)}");
            if (!Directory.Exists(folder))
                Directory.Move(beside, folder);
        }
        catch (IOException) when (File.Exists(ExecutableIn(folder)))
        {
            // The other process was faster.
        }
        catch (TimeoutException exception)
        {
            throw new UnavailableException($"uv {version} cannot be fetched: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
    }

    private static string ExecutableIn(string folder) => System.IO.Path.Combine(folder, "bin", "uv");

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
