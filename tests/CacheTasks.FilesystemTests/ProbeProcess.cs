using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Probing in a process of its own: one that another user runs, or that is killed.</summary>
internal static class ProbeProcess
{
    private const string Program = "CacheTasks.ProbeLoop.dll";

    /// <summary>The copy is for a user who may not reach this checkout.</summary>
    internal static Command Verify(Pair pair, string copiedTo) => Copied(pair, copiedTo, "verify");

    /// <summary>With a placement, by whoever may read the checkout; the command may be put behind another.</summary>
    internal static Command Place(Pair pair) => Dotnet(Path.Combine(AppContext.BaseDirectory, Program), Arguments("verify", pair));

    /// <summary>After that.</summary>
    internal static Command Outcome(Pair pair, string copiedTo) => Copied(pair, copiedTo, "outcome");

    /// <summary>InspectTargets alone.</summary>
    internal static Command Inspect(string tool, string version, string target, string workspace, string copiedTo)
    {
        if (!File.Exists(Path.Combine(copiedTo, Program)))
            CopyTo(copiedTo);
        return Dotnet(Path.Combine(copiedTo, Program), ["inspect", tool, version, target, workspace]);
    }

    /// <summary>By this process's own user, who may read the checkout.</summary>
    internal static Command Verify(Pair pair, TimeSpan limit) => Dotnet(Path.Combine(AppContext.BaseDirectory, Program), Arguments("verify", pair), limit);

    internal static Command Loop(Pair pair) => Dotnet(Path.Combine(AppContext.BaseDirectory, Program), Arguments("loop", pair));

    internal static Command Survive(Pair pair) => Dotnet(Path.Combine(AppContext.BaseDirectory, Program), Arguments("survive", pair));

    internal static Command Leave(string folder) => Dotnet(Path.Combine(AppContext.BaseDirectory, Program), ["leave", folder]);

    /// <summary>Allocates a private directory; the copy is for a user who may not reach this checkout.</summary>
    internal static Command Allocate(string copiedTo, string verb, params string[] arguments)
    {
        Copy(copiedTo);
        return Dotnet(Path.Combine(copiedTo, Program), [verb, .. arguments]);
    }

    /// <summary>Promotes a cache; killed after that many microseconds.</summary>
    internal static Command Promote(string kind, string cache, string store, string killAfter) =>
        Dotnet(Path.Combine(AppContext.BaseDirectory, Program), ["promote", kind, cache, store, killAfter]);

    /// <summary>Promotes again and again until the file is there.</summary>
    internal static Command Promoting(string cache, string store, string stop) => Own("promoting", cache, store, stop);

    /// <summary>Collects again and again until the file is there.</summary>
    internal static Command Collecting(string store, string keep, string stop) => Own("collecting", store, keep, stop);

    /// <summary>Removes all that no lock file names; killed after that many microseconds.</summary>
    internal static Command Collect(string store, string keep, string killAfter) => Own("collect", store, keep, killAfter);

    /// <summary>Fills a cache from a layer, by whoever may read the checkout.</summary>
    internal static Command Seed(string version, string cache, string project, string layer, TimeSpan limit) =>
        Dotnet(Path.Combine(AppContext.BaseDirectory, Program), ["seed", "uv", version, cache, project, layer], limit);

    /// <summary>Fills a CARGO_HOME; the copy is for a user who may not reach this checkout.</summary>
    internal static Command Crates(string copiedTo, string lockFile, string home, string layer)
    {
        Copy(copiedTo);
        return Dotnet(Path.Combine(copiedTo, Program), ["crates", lockFile, home, layer]);
    }

    private static Command Own(params string[] arguments) => Dotnet(Path.Combine(AppContext.BaseDirectory, Program), arguments);

    private static void Copy(string copiedTo)
    {
        if (!File.Exists(Path.Combine(copiedTo, Program)))
            CopyTo(copiedTo);
    }

    private static Command Copied(Pair pair, string copiedTo, string verb)
    {
        Copy(copiedTo);
        return Dotnet(Path.Combine(copiedTo, Program), Arguments(verb, pair));
    }

    private static void CopyTo(string copiedTo)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Append(Path.Combine(AppContext.BaseDirectory, RuntimeConfig)))
            File.Copy(file, Path.Combine(copiedTo, Path.GetFileName(file)), overwrite: true);
    }

    private static string RuntimeConfig => Path.ChangeExtension(Program, "runtimeconfig.json");

    private static string[] Arguments(string verb, Pair pair) =>
    [
        verb, pair.ToolVersion, pair.Cache, pair.Target, pair.RecordDirectory, $"UserLinkMode={pair.UserLinkMode}", $"Require={pair.Require}",
        $"Placement={pair.Placement}", $"CacheFrom={pair.CacheFrom}", $"WorkingDirectory={pair.WorkingDirectory}",
    ];

    private static Command Dotnet(string program, string[] arguments, TimeSpan? limit = null) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]) { Limit = limit ?? TimeSpan.FromMinutes(2) };
}
