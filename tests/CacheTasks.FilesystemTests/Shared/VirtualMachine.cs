using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>
/// The virtual machine in which the servers of shared filesystems run: their kernel modules are nothing that this machine
/// must have. It runs this very test assembly, and is booted once, when the first test asks for a row.
/// </summary>
internal static class VirtualMachine
{
    /// <summary>Names the folder of mkvm.sh and runvm.sh, which build and boot it.</summary>
    private const string ToolsVariable = "CACHETASKS_TEST_VM";

    private const int CannotBeBuilt = 69;

    /// <summary>Ends a machine that hangs, and no other: emulated beside all other tests on a slow host, the rows may take half an hour.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(50);

    private static readonly Lazy<IReadOnlyDictionary<string, RowResult>> s_results = new(Boot);

    /// <exception cref="UnavailableException">This machine cannot boot another.</exception>
    internal static IReadOnlyDictionary<string, RowResult> Results => s_results.Value;

    /// <summary>Begins at once where it is wanted at all, so that it runs beside the other tests.</summary>
    internal static void Start()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ToolsVariable)) && !RowResult.AreWrittenHere)
            _ = Task.Run(() => s_results.Value);
    }

    private static Dictionary<string, RowResult> Boot()
    {
        var tools = Environment.GetEnvironmentVariable(ToolsVariable);
        if (string.IsNullOrEmpty(tools))
            throw new UnavailableException($"{ToolsVariable} does not name the folder that builds a virtual machine");

        using var share = HostShare.Open();
        var (tests, runtime) = (Path.Combine(share.Home, "tests"), Path.Combine(share.Home, "runtime"));
        File.CreateSymbolicLink(tests, AppContext.BaseDirectory.TrimEnd('/'));
        File.WriteAllText(runtime, Environment.Version.ToString());

        var run = new Command("bash",
        [
            Here("machine.sh"), $"{s_longest.TotalSeconds:0}", tools, Repository.Artifacts(Path.Combine("test-tools", "machine")), DotnetRoot, share.Root, Here("inside.sh"),
            runtime, tests, Path.Combine(Repository.Root, "global.json"), .. Table.SharedRows.Select(row => row.UvVersion).Distinct().Select(FolderOf),
        ])
        { Limit = s_longest + TimeSpan.FromMinutes(10) }.Run();

        var results = RowResult.Parse(run.StandardOutput);
        return results.Count > 0 ? results
            : run.ExitCode == CannotBeBuilt ? throw new UnavailableException($"the virtual machine cannot be built: {run}")
            : throw new InvalidOperationException($"The virtual machine brought no result: {run}");
    }

    private static string Here(string script) => Path.Combine(AppContext.BaseDirectory, "Shared", script);

    /// <summary>Where the running .NET lies: the runtime's folder is shared/Microsoft.NETCore.App/VERSION below it.</summary>
    private static string DotnetRoot =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    private static string FolderOf(string uvVersion) =>
        Path.GetDirectoryName(Path.GetDirectoryName(Uv.Find(uvVersion).Path))!;
}
