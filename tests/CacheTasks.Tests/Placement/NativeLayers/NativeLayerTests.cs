using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Placement.NativeLayers;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Placement.NativeLayers;

/// <summary>The variables by which tools take read-only layers themselves.</summary>
[TestClass]
public sealed class NativeLayerTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("layers");
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    private string A => Layer("a");

    private string B => Layer("b");

    // go itself says what it would ask, also from `go env -w`.
    [TestMethod]
    public void Go_AsksTheLayersFirst() => Given("go", [A, B], $"GOPROXY=file://{A}/cache/download,file://{B}/cache/download,https://proxy.example,direct");

    [TestMethod]
    public void GoProxyOfTheUser_StaysBehind()
    {
        _environment["GOPROXY"] = "off";

        Given("go", [A], $"GOPROXY=file://{A}/cache/download,off");
    }

    [TestMethod]
    public void GoLayerWithOddNames_IsAnAddress()
    {
        var layer = Layer("a, b%");

        Given("go", [layer], $"GOPROXY=file://{_folder.Location}/a%2C%20b%25/cache/download,https://proxy.example,direct");
    }

    [TestMethod]
    public void Gradle_TakesOneLayer()
    {
        Given("gradle", [A, B], $"GRADLE_RO_DEP_CACHE={A}");
        AssertLines.Equal([$"CACHETASKS3002 the layer {B} is not used: gradle takes one, which is {A}. Remove the others."], _said);
    }

    [TestMethod]
    public void GradleLayerOfTheUser_Stays()
    {
        _environment["GRADLE_RO_DEP_CACHE"] = "/mine";

        Given("gradle", [A], "");
        AssertLines.Equal(["CACHETASKS2006 GRADLE_RO_DEP_CACHE=/mine is set, so the layers of gradle do not count for this step."], _said);
    }

    [TestMethod]
    public void NuGet_HasFallbackFolders()
    {
        _environment["RestoreAdditionalProjectFallbackFolders"] = "/mine";

        Given("nuget", [A, B], $"RestoreAdditionalProjectFallbackFolders=/mine;{A};{B}");
    }

    // The first folder gets what is new.
    [TestMethod]
    [DataRow("", "/mine", "/mine")]
    [DataRow("CONDA_PKGS_DIRS=/root/conda", "/mine", "/root/conda")]
    public void Conda_HasThemBehindItsOwn(string set, string users, string first)
    {
        _environment["CONDA_PKGS_DIRS"] = users;

        Given("conda", [A], $"CONDA_PKGS_DIRS={first},{A}", ("EnvironmentVariables", set));
    }

    [TestMethod]
    public void CondaWithoutAFolderOfItsOwn_HasNone()
    {
        Given("conda", [A], "");
        AssertLines.Equal(["CACHETASKS3002 no layer is used: conda writes to the first folder of CONDA_PKGS_DIRS, and none is known. Set CacheTasksRoot, CONDA_PKGS_DIRS, or CacheDirectory on the step."], _said);
    }

    [TestMethod]
    [DataRow("11.7.0", true)]
    [DataRow("10.20.0", false)]
    public void Pnpm_HasAFrozenStoreFromOneVersionOn(string version, bool taken)
    {
        Given("pnpm", [A], taken ? $"pnpm_config_store_dir={A};pnpm_config_frozen_store=true" : "", ("ToolVersion", version));
        AssertLines.Equal(taken ? Array.Empty<string>() : ["CACHETASKS3002 no layer is used: pnpm 10.20.0 takes none, versions [11.7.0,) do. Use one of them."], _said);
    }

    // The root placed the store of all projects; the layer is this tool's.
    [TestMethod]
    public void Pnpm_HasTheLayerBeforeTheRoot() => Given(
        "pnpm", [A], $"npm_config_store_dir=/root/pnpm;pnpm_config_store_dir={A};pnpm_config_frozen_store=true",
        ("ToolVersion", "11.7.0"), ("CacheFrom", "root"), ("EnvironmentVariables", "npm_config_store_dir=/root/pnpm;pnpm_config_store_dir=/root/pnpm"));

    [TestMethod]
    public void Maven_ReadsThemBehindItsRepository() => Given(
        "maven", [A, B], $"MAVEN_OPTS=-Dmaven.repo.local=/root/m2 -Dmaven.repo.local.tail={A},{B}", ("ToolVersion", "3.9.6"), ("EnvironmentVariables", "MAVEN_OPTS=-Dmaven.repo.local=/root/m2"));

    [TestMethod]
    public void LayerThatCannotBeUsed_IsLeftOut()
    {
        File.WriteAllText(_folder["file"], "");
        Directory.CreateDirectory(_folder["empty"]);

        Given("go", [_folder["missing"], _folder["file"], _folder["empty"], A], $"GOPROXY=file://{A}/cache/download,https://proxy.example,direct");
        AssertLines.Equal(
        [
            $"CACHETASKS3002 nothing is taken from the layer {_folder["missing"]}: it does not exist. The step runs as it would without it. Mount it, correct the CacheLayer, or give it a Condition with Exists.",
            $"CACHETASKS3002 nothing is taken from the layer {_folder["file"]}: it is not a directory. The step runs as it would without it. Set the CacheLayer to a directory that this user can read.",
            $"CACHETASKS3002 nothing is taken from the layer {_folder["empty"]}: it has no cache/download: it is no layer of go. The step runs as it would without it. Set the CacheLayer to the directory that holds cache/download.",
        ], _said);
    }

    [TestMethod]
    public void OnlyBadLayers_SetNothing() => Given("nuget", [_folder["missing"]], "");

    [TestMethod]
    public void SeparatorInAPath_IsRefused()
    {
        Given("nuget", [Layer("a;b")], "");
        Assert.Contains("what separates the entries of RestoreAdditionalProjectFallbackFolders is in its path.", _said.Single());
    }

    [TestMethod]
    [DataRow("GOPROXY")]
    [DataRow("GOPROXY=")]
    public void VariableThatSaysNothing_IsQuoted(string entry) =>
        Assert.AreEqual($"LayerVariables '{entry}' is not 'NAME=VALUE'", Assert.ThrowsExactly<FormatException>(() => LayerVariable.ParseAll(entry)).Message);

    private void Given(string tool, IReadOnlyList<string> layers, string variables, params ReadOnlySpan<(string, string)> metadata)
    {
        var step = new MadeStep([("Tool", tool), .. metadata]).Step;
        using var mounts = new MountTable([]);
        var native = new NativeLayer(
            FileSystem.Current!, new Watchdog(FileSystem.Current!, mounts), _environment.GetValueOrDefault, arguments => arguments == "env GOPROXY" ? "https://proxy.example,direct\n" : null);

        _said.AddRange(native.Apply(step, MadeProfile.Shipped(tool), layers).Select(finding => $"{finding.Rule} {finding.Text}"));

        Assert.AreEqual(variables, string.Join(';', EnvironmentList.Parse(step.EnvironmentVariables).Select(entry => $"{entry.Key}={entry.Value}")));
    }

    private string Layer(string name)
    {
        Directory.CreateDirectory(_folder[name, "cache", "download"]);
        Directory.CreateDirectory(_folder[name, "modules-2"]);
        return _folder[name];
    }
}
