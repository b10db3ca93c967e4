using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>The variables of a consumer's build: its own home, its own tools, and nothing that steers caches.</summary>
internal static class ConsumerEnvironment
{
    public static Dictionary<string, string> Create(string root, Toolbox tools)
    {
        var home = Directory.CreateDirectory(Path.Combine(root, "home")).FullName;
        var environment = CleanEnvironment.Create(home);
        environment["PATH"] = tools.Path;
        environment["DOTNET_CLI_HOME"] = RunFolder.Instance.DotnetHome;
        // A build of a second is over before instrumented code pays.
        environment["DOTNET_TieredPGO"] = "0";
        environment["NUGET_PACKAGES"] = RunFolder.Instance.Packages;
        // What tools install comes from the consumer's own folders.
        environment["UV_OFFLINE"] = "1";
        environment["UV_NO_INDEX"] = "1";
        environment["UV_FIND_LINKS"] = Sources.Wheels(root);
        environment["UV_PYTHON"] = PythonInterpreter.Path;
        environment["UV_PYTHON_DOWNLOADS"] = "never";
        environment["CARGO_NET_OFFLINE"] = "true";
        return environment;
    }
}
