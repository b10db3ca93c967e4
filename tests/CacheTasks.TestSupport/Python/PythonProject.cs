using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CacheTasks.TestSupport;

/// <summary>A folder with a pyproject.toml that depends on wheels of a local folder and is never built itself.</summary>
public sealed class PythonProject
{
    private const string WheelsInLock = "\"(wheels)\"";

    private static readonly ConcurrentDictionary<(string Uv, string Project), string> s_locks = new();

    private PythonProject(string folder, string wheels) => (Folder, Wheels) = (folder, wheels);

    public string Folder { get; }

    public string Wheels { get; }

    /// <summary>Where uv puts the project's environment unless told otherwise.</summary>
    public string VirtualEnvironment => Path.Combine(Folder, ".venv");

    /// <summary>The folder is made when missing; the other gets the wheels that it lacks, and every uv command looks for packages there alone.</summary>
    public static PythonProject Create(string folder, string wheelFolder, params IReadOnlyList<Wheel> wheels)
    {
        Directory.CreateDirectory(folder);
        foreach (var wheel in wheels.Where(wheel => !File.Exists(wheel.PathIn(wheelFolder))))
            wheel.WriteTo(wheelFolder);

        var dependencies = string.Join(", ", wheels.Select(wheel => $"\"{wheel.Name}=={wheel.Version}\""));
        File.WriteAllText(Path.Combine(folder, "pyproject.toml"), $"""
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.8"
            dependencies = [{dependencies}]

            [tool.uv]
            package = false

            """);
        return new PythonProject(folder, wheelFolder);
    }

    /// <summary>
    /// The clean environment in which uv finds this project's wheels and nothing else; it holds no setting that
    /// concerns linking.
    /// </summary>
    public Dictionary<string, string> Environment(string home, string cache)
    {
        var environment = CleanEnvironment.Create(home);
        environment["UV_OFFLINE"] = "1";
        environment["UV_NO_INDEX"] = "1";
        environment["UV_FIND_LINKS"] = Wheels;
        environment["UV_PYTHON"] = PythonInterpreter.Path;
        environment["UV_PYTHON_DOWNLOADS"] = "never";
        environment["UV_CACHE_DIR"] = cache;
        return environment;
    }

    /// <summary>
    /// Writes uv.lock by means of a cache of its own, so that the one under test stays as it is. The same project and
    /// wheels at another place get the lock that uv wrote before, with the way to the wheels from there.
    /// </summary>
    public PythonProject Lock(Uv uv)
    {
        var path = Path.Combine(Folder, "uv.lock");
        var wheels = $"\"{Path.GetRelativePath(Folder, Wheels)}\"";
        if (s_locks.TryGetValue(LockedBy(uv), out var known))
        {
            File.WriteAllText(path, known.Replace(WheelsInLock, wheels, StringComparison.Ordinal));
            return this;
        }

        using var scratch = new TemporaryDirectory("lock");
        uv.Command(Folder, Environment(scratch["home"], scratch["cache"]), "lock", "--quiet").Run().OrFail();
        var written = File.ReadAllText(path);
        if (written.Contains(wheels, StringComparison.Ordinal))
            s_locks[LockedBy(uv)] = written.Replace(wheels, WheelsInLock, StringComparison.Ordinal);
        return this;
    }

    private (string, string) LockedBy(Uv uv) => (uv.Version, string.Join('\n',
        Directory.EnumerateFiles(Wheels).Order(StringComparer.Ordinal).Append(Path.Combine(Folder, "pyproject.toml"))
            .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")));

    /// <summary>Fills the cache by a sync into an environment that is thrown away.</summary>
    public void Warm(Uv uv, string cache)
    {
        using var scratch = new TemporaryDirectory("warm");
        var environment = Environment(scratch["home"], cache);
        environment["UV_PROJECT_ENVIRONMENT"] = scratch["venv"];
        // The environment lies elsewhere: without this uv warns that it has to copy, or links and raises link counts.
        environment["UV_LINK_MODE"] = "copy";
        uv.Command(Folder, environment, "sync", "--frozen", "--quiet").Run().OrFail();
    }
}
