using System.IO.Compression;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A folder that serves modules (go.dev/ref/mod, "GOPROXY protocol"), and the real go.</summary>
internal static class GoProxy
{
    /// <returns>The address.</returns>
    internal static string Make(string folder, params IReadOnlyList<string> modules)
    {
        foreach (var module in modules)
        {
            var versions = Directory.CreateDirectory(Path.Combine(folder, "example.test", module, "@v")).FullName;
            var description = $"module example.test/{module}\n\ngo 1.18\n";
            File.WriteAllText(Path.Combine(versions, "list"), "v1.0.0\n");
            File.WriteAllText(Path.Combine(versions, "v1.0.0.info"), """{"Version":"v1.0.0"}""");
            File.WriteAllText(Path.Combine(versions, "v1.0.0.mod"), description);
            using var zip = ZipFile.Open(Path.Combine(versions, "v1.0.0.zip"), ZipArchiveMode.Create);
            foreach (var (name, text) in new[] { ("go.mod", description), ("code.go", $"package {module}\n") })
                using (var writer = new StreamWriter(zip.CreateEntry($"example.test/{module}@v1.0.0/{name}").Open()))
                    writer.Write(text);
        }
        return "file://" + folder;
    }

    /// <summary>What a download leaves in a module cache.</summary>
    internal static string Downloaded(string cache, string module) => Path.Combine(cache, "cache", "download", "example.test", module, "@v", "v1.0.0.zip");

    /// <param name="folder">HOME and the working directory, with a module in it.</param>
    /// <param name="variables"><c>NAME=VALUE</c>.</param>
    /// <param name="script">For sh.</param>
    internal static Command Command(string folder, IReadOnlyList<string> variables, string script)
    {
        File.WriteAllText(Path.Combine(folder, "go.mod"), "module example.test/app\n\ngo 1.18\n");
        return new("env", ["-i", "PATH=/usr/bin:/bin", "HOME=" + folder, "GONOSUMDB=example.test", "GOFLAGS=-mod=mod", .. variables, "sh", "-c", script]) { WorkingDirectory = folder };
    }
}
