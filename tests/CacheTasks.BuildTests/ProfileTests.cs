using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>Where tools keep things is theirs to say: in files, variables and by where they are started.</summary>
[TestClass]
public sealed class ProfileTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    public void EveryPlaceThatAToolCanName_IsFound()
    {
        var below = Step.Uv("SyncBelow", "below/src") with { Sources = InParent };
        var configured = Step.Uv("SyncConfigured", "configured") with { Sources = WithOwnCache };
        var cargo = Step.Cargo("BuildConfigured", "native") with { Sources = WithOwnTarget };
        var tool = Step.Uv("InstallTool", "tool", "uv tool install --quiet installtool") with { Tool = "uv-tool" };
        var pip = Step.Uv("InstallPip", "pip", "uv venv --quiet && uv pip install --quiet --python .venv installpip") with { Tool = "uv-pip" };
        // Where no environment exists yet only the user can say where it will be.
        var consumer = With(below, configured, cargo, tool, pip.With("TargetDirectory", "pip/.venv"));

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual($"{consumer.UvCache} → {consumer.PathOf("below/.venv")}", Pair(build, below));
        Assert.AreEqual($"{consumer.PathOf("configured/own-cache")} → {consumer.PathOf("configured/.venv")}", Pair(build, configured));
        Assert.AreEqual(consumer.PathOf("native/own-target"), build.Record(cargo)["target"]);
        Assert.AreEqual($"{consumer.UvCache} → {consumer.Environment["XDG_DATA_HOME"]}/uv/tools", Pair(build, tool));
        Assert.AreEqual($"{consumer.UvCache} → {consumer.PathOf("pip/.venv")}", Pair(build, pip));
        foreach (var step in new[] { below, configured, tool, pip })
            Assert.AreEqual("0", build.Record(step)["outcome.copy"], step.Name);
    }

    [TestMethod]
    public void ProjectThatIsAPackageItself_IsNoSurprise()
    {
        // Its editable wheel is built by uv, and comes from another part of the cache.
        var sync = Step.Uv() with { Sources = Package };
        var consumer = With(sync);

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.AreEqual("0", build.Record(sync)["outcome.copy"]);
        Assert.IsNotEmpty(Directory.GetFiles(consumer.PathOf("python/.venv"), "app.pth", SearchOption.AllDirectories));
    }

    private static string Pair(BuildResult build, Step step) => $"{build.Record(step)["cache"]} → {build.Record(step)["target"]}";

    private static void InParent(string root, string folder, string step)
    {
        Sources.Python(root, Path.GetDirectoryName(folder)!, step);
        Directory.CreateDirectory(folder);
    }

    private static void WithOwnCache(string root, string folder, string step)
    {
        Sources.Python(root, folder, step);
        File.AppendAllText(Path.Combine(folder, "pyproject.toml"), "cache-dir = \"./own-cache\"\n");
    }

    private static void WithOwnTarget(string root, string folder, string step)
    {
        Sources.Cargo(root, folder, step);
        Directory.CreateDirectory(Path.Combine(folder, ".cargo"));
        File.WriteAllText(Path.Combine(folder, ".cargo", "config.toml"), "[build]\ntarget-dir = \"own-target\"\n");
    }

    private static void Package(string root, string folder, string step)
    {
        new Wheel("dependency").Module("__init__", 5000).WriteTo(Sources.Wheels(root));
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "pyproject.toml"), """
            [project]
            name = "app"
            version = "1.0"
            requires-python = ">=3.8"
            dependencies = ["dependency"]

            [build-system]
            requires = []
            build-backend = "backend"
            backend-path = ["."]

            """);
        File.WriteAllText(Path.Combine(folder, "backend.py"), """
            import zipfile

            def build_editable(directory, config_settings=None, metadata_directory=None):
                name = "app-1.0-py3-none-any.whl"
                files = {
                    "app.pth": "# nothing\n",
                    "app-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: app\nVersion: 1.0\nRequires-Dist: dependency\n",
                    "app-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
                }
                files["app-1.0.dist-info/RECORD"] = "".join(f"{file},,\n" for file in [*files, "app-1.0.dist-info/RECORD"])
                with zipfile.ZipFile(f"{directory}/{name}", "w") as archive:
                    for file, text in files.items():
                        archive.writestr(file, text)
                return name

            build_wheel = build_editable

            """);
    }
}
