using CacheTasks.Diagnostics;
using CacheTasks.Placement.Roots;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Placement.Roots;

/// <summary>Who decides where a cache lies: the step, the environment, the root, the tool.</summary>
[TestClass]
public sealed class RootedCachesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("one-root");
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<string> _said = [];

    public RootedCachesTests() => Directory.CreateDirectory(Root);

    private string Root => _folder["root"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Root_GivesTheCacheItsPlace()
    {
        var step = Apply("uv", ("CacheDirectory", "/home/dev/.cache/uv"), ("CacheFrom", "tool"));

        Assert.AreEqual($"{Root}/uv root UV_CACHE_DIR={Root}/uv", Describe(step));
        AssertLines.Equal([$"CACHETASKS2006 CacheTasksRoot={Root} names the cache of uv, so /home/dev/.cache/uv, which uv itself says, is not used."], _said);
    }

    [TestMethod]
    public void NoRoot_ChangesNothing()
    {
        var step = Apply("uv", root: "", ("CacheDirectory", "/home/dev/.cache/uv"), ("CacheFrom", "tool"), ("Uses", "npm"));

        Assert.AreEqual("/home/dev/.cache/uv tool ", Describe(step));
        AssertLines.None(_said);
    }

    [TestMethod]
    public void UsersEnvironment_OutranksTheRoot()
    {
        _environment["UV_CACHE_DIR"] = "/elsewhere";

        var step = Apply("uv", ("CacheDirectory", "/elsewhere"), ("CacheFrom", "UV_CACHE_DIR"));

        Assert.AreEqual("/elsewhere UV_CACHE_DIR ", Describe(step));
        AssertLines.Equal([$"CACHETASKS2006 UV_CACHE_DIR=/elsewhere names the cache of uv, so CacheTasksRoot={Root} does not count for it."], _said);
    }

    // As melange sets it itself.
    [TestMethod]
    public void EnvironmentThatNamesTheSamePlace_IsNotSaid()
    {
        _environment["UV_CACHE_DIR"] = $"{Root}/uv";

        Assert.AreEqual($"{Root}/uv UV_CACHE_DIR ", Describe(Apply("uv", ("CacheDirectory", $"{Root}/uv"), ("CacheFrom", "UV_CACHE_DIR"))));
        AssertLines.None(_said);
    }

    [TestMethod]
    public void StepsOwnCache_OutranksAll()
    {
        _environment["npm_config_cache"] = "/elsewhere";

        var step = Apply("npm", ("CacheDirectory", "/given"), ("CacheFrom", "metadata"), ("EnvironmentVariables", "npm_config_cache=/given"));

        Assert.AreEqual("/given metadata npm_config_cache=/given", Describe(step));
        AssertLines.Equal([$"CACHETASKS2006 CacheDirectory=/given of the step names the cache of npm, so CacheTasksRoot={Root} does not count for it."], _said);
    }

    // No variable of Maven names the repository alone.
    [TestMethod]
    public void StepsOwnCache_ReachesATool_ThatHasNoVariableForIt()
    {
        _environment["MAVEN_OPTS"] = "-Xmx1g";

        Assert.AreEqual("/given metadata MAVEN_OPTS=-Xmx1g -Dmaven.repo.local=/given", Describe(Apply("maven", root: "", ("CacheDirectory", "/given"), ("CacheFrom", "metadata"))));
    }

    // Each variable has its own rank: who moved the module cache keeps it, and the build cache goes below the root.
    [TestMethod]
    public void SecondFolder_HasARankOfItsOwn()
    {
        _environment["GOMODCACHE"] = "/mods";

        Assert.AreEqual($"/mods GOMODCACHE GOCACHE={Root}/gocache", Describe(Apply("go", ("CacheDirectory", "/mods"), ("CacheFrom", "GOMODCACHE"))));
    }

    [TestMethod]
    public void ToolsThatTheStepUses_GetTheirVariables()
    {
        var step = Apply("cargo", ("Uses", "npm; maven;;uv-pip"));

        Assert.AreEqual($"  npm_config_cache={Root}/npm;MAVEN_OPTS=-Dmaven.repo.local={Root}/m2repository;UV_CACHE_DIR={Root}/uv", Describe(step));
        AssertLines.None(_said);
    }

    [TestMethod]
    public void ToolThatTheStepUses_DoesNotReplaceTheStepsOwn()
    {
        var step = Apply("uv", ("Uses", "uv-pip"), ("CacheDirectory", "/given"), ("CacheFrom", "metadata"), ("EnvironmentVariables", "UV_CACHE_DIR=/given"));

        Assert.AreEqual("/given metadata UV_CACHE_DIR=/given", Describe(step));
    }

    [TestMethod]
    public void UnknownTool_IsPassedOver() => Assert.AreEqual($"{Root}/uv root UV_CACHE_DIR={Root}/uv", Describe(Apply("uv", ("Uses", "nmp"))));

    [TestMethod]
    public void UnreadableTool_IsSaid()
    {
        var profiles = MadeProfile.Given(("odd", [("RootVariables", "ODD")]));

        Apply("uv", profiles, Root, ("Uses", "odd"));

        AssertLines.Equal(["CACHETASKS0002 the CacheTool 'odd' cannot be read, so nothing is set for it: RootVariables 'ODD' is not 'NAME=VALUE' with {cache} or {private} in the value."], _said);
    }

    // Maven's script splits MAVEN_OPTS at white space, whatever quotes are in it.
    [TestMethod]
    public void RootWithASpace_CannotBeSaidInAListOfOptions()
    {
        var root = _folder["one root"];
        Directory.CreateDirectory(root);

        Assert.AreEqual("  ", Describe(Apply("maven", root)));
        AssertLines.Equal([$"CACHETASKS0002 maven keeps its own cache: MAVEN_OPTS is split at white space, so it cannot name {root}/m2repository. Use a path without."], _said);
    }

    [TestMethod]
    public void MissingRoot_IsMade()
    {
        Directory.Delete(Root);

        Apply("uv");

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Root) & ~(UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute));
        AssertLines.None(_said);
    }

    [TestMethod]
    public void MissingRootWithoutAParent_IsSaid()
    {
        var step = Apply("uv", root: _folder["a", "b"]);

        Assert.AreEqual("  ", Describe(step));
        AssertLines.Equal([$"CACHETASKS0006 no cache is placed, the tools keep their own: CacheTasksRoot={_folder["a", "b"]} does not exist, and {_folder["a"]} is no directory that can be entered. Make it: mkdir -p {_folder["a", "b"]}"], _said);
    }

    [TestMethod]
    public void MissingRootInADirectoryOfAll_IsNotMade()
    {
        File.SetUnixFileMode(_folder.Location, (UnixFileMode)Convert.ToInt32("777", 8));

        Apply("uv", root: _folder["new"]);

        Assert.IsFalse(Directory.Exists(_folder["new"]));
        Assert.Contains("mode 0777) is not this user's own. Make it: mkdir -p ", _said.Single());
    }

    [TestMethod]
    public void RootThatIsAFile_IsSaid()
    {
        File.WriteAllText(_folder["file"], "");

        Apply("uv", root: _folder["file"]);

        AssertLines.Equal([$"CACHETASKS0006 no cache is placed, the tools keep their own: CacheTasksRoot={_folder["file"]} is not a directory. Set it to a folder."], _said);
    }

    [TestMethod]
    public void RootThatIsADanglingSymlink_IsSaid()
    {
        Directory.CreateSymbolicLink(_folder["link"], "/nowhere");

        Apply("uv", root: _folder["link"]);

        AssertLines.Equal([$"CACHETASKS0006 no cache is placed, the tools keep their own: CacheTasksRoot={_folder["link"]} is a symlink to /nowhere, which does not exist."], _said);
    }

    [TestMethod]
    public void RootOfTheSystem_IsRefused() => Assert.StartsWith("CACHETASKS0002 CacheTasksRoot=\"/\" is not valid: ", Said("uv", "/"));

    [TestMethod]
    public void FileInPlaceOfAFolder_IsSaid_AndOtherToolsHaveTheirs()
    {
        File.WriteAllText(Path.Combine(Root, "npm"), "");

        var step = Apply("npm", ("Uses", "pip"));

        Assert.AreEqual($"  PIP_CACHE_DIR={Root}/pip", Describe(step));
        AssertLines.Equal([$"CACHETASKS0006 the tool keeps its own cache: {Root}/npm is not a directory. Remove it."], _said);
    }

    [TestMethod]
    public void ReadOnlyRoot_IsSaid_AsALayerWouldBeNamed()
    {
        var step = Apply("uv", new FaultyFileSystem().Fail("CheckWritable", Errno.EROFS), ToolProfiles.Shipped, Root);

        Assert.AreEqual("  ", Describe(step));
        AssertLines.Equal([$"CACHETASKS1015 the tools keep their own caches: {Root} is read-only. What is read-only is a layer: `<CacheLayer Include=\"{Root}/uv\" Tool=\"…\" />`"], _said);
    }

    private static string Describe(Step step) => $"{step.CacheDirectory} {step.CacheFrom} {step.EnvironmentVariables}";

    private string Said(string tool, string root)
    {
        Apply(tool, root);
        return _said.Single();
    }

    private Step Apply(string tool, params ReadOnlySpan<(string, string)> metadata) => Apply(tool, Root, metadata);

    private Step Apply(string tool, string root, params ReadOnlySpan<(string, string)> metadata) => Apply(tool, ToolProfiles.Shipped, root, metadata);

    private Step Apply(string tool, ToolProfiles profiles, string root, params ReadOnlySpan<(string, string)> metadata) =>
        Apply(tool, FileSystem.Current!, profiles, root, metadata);

    private Step Apply(string tool, IFileSystem files, ToolProfiles profiles, string root, params ReadOnlySpan<(string, string)> metadata)
    {
        var step = new MadeStep([("Tool", tool), .. metadata]).Step;
        using var rooted = new RootedCaches(files, FileSystem.Users!, profiles, _environment.GetValueOrDefault) { Root = root, Project = _folder.Location };
        foreach (var finding in rooted.Apply(step, profiles.Find(tool)!))
        {
            Assert.AreEqual(finding.Rule == Rules.EnvironmentDecides ? Severity.Message : Severity.Warning, finding.EffectiveSeverity);
            _said.Add($"{finding.Rule} {finding.Text}");
        }
        return step;
    }
}
