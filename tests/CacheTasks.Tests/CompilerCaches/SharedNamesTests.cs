using CacheTasks.CompilerCaches;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.CompilerCaches;

/// <summary>The names as a shell, sed and the filesystem see them.</summary>
[TestClass]
public class SharedNamesTests
{
    private static readonly string[] s_odd = ["plain", "with space", "it's", "a&b|c", "$(touch gone)", "* [x]", "ünï"];

    public static IEnumerable<object[]> Odd => s_odd.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Odd))]
    public void Path_HasItsName_AndGetsItBack(string name)
    {
        using var folder = new TemporaryDirectory();
        var names = Names(folder, name);
        foreach (var (path, expected) in new[]
        {
            (folder[name, "checkout", "src", "lib.rs"], "source/src/lib.rs"), (folder[name, "checkout"], "source"),
            (folder[name, "checkout", "target", "release"], "target/release"), (folder[name, "cargo", "registry"], "cargo/registry"),
        })
        {
            var shared = Shell(folder, $"{names.ShellFunction()}shared \"$1\" && printf %s \"$_ct_shared\"", path);
            Assert.AreEqual($"{SharedNames.View}-{expected}", shared.StandardOutput);

            File.WriteAllText(folder["restore"], names.RestoreScript());
            File.WriteAllText(folder["lib.d"], $"lib.rmeta: {shared.StandardOutput}\n\n# env-dep:OUT_DIR={shared.StandardOutput}\n");
            var restored = new Command("sed", "-E", "-f", folder["restore"], folder["lib.d"]).Run().OrFail().StandardOutput;
            // The first line is what the script prints for the wrapper.
            Assert.AreEqual($"# env-dep:OUT_DIR={shared.StandardOutput}\n", restored[(restored.IndexOf("\n\n", StringComparison.Ordinal) + 2)..][..($"# env-dep:OUT_DIR={shared.StandardOutput}\n".Length)]);
            Assert.AreEqual($"lib.rmeta: {path.Replace(" ", "\\ ", StringComparison.Ordinal)}\n\n# env-dep:OUT_DIR={path}\n", restored.Replace($"# env-dep:OUT_DIR={shared.StandardOutput}\n", "", StringComparison.Ordinal));
        }
        Assert.IsFalse(File.Exists(folder["gone"]));
    }

    [TestMethod]
    [DataRow("/elsewhere")]
    [DataRow("")]
    public void PathElsewhere_HasNoName(string path)
    {
        using var folder = new TemporaryDirectory();

        Assert.AreEqual(1, Shell(folder, $"{Names(folder, "x").ShellFunction()}shared \"$1\"", path).ExitCode);
    }

    // In a container: the end of many a name is no such path.
    [TestMethod]
    [DataRow("/src", "the file /src/data", true)]
    [DataRow("/src", "\u0001/src\u0001", true)]
    [DataRow("/src", "/cachetasks/cargo/registry/src/dep", false)]
    [DataRow("/src", "part/src/lib.rs ./src/lib.rs /src-2/x /srcs", false)]
    [DataRow("/a.b+c", "the file /a.b+c/data", true)]
    [DataRow("/a.b+c", "the file /aXb+c/data", false)]
    [DataRow("/src", "hello/src/target/x", true)]
    [DataRow("/srv/shop", "anything/srv/shop-data", true)]
    [DataRow("/srv/it's", "in /srv/it's/data", true)]
    [DataRow("/srv/shop", "in /srv/sho", false)]
    public void RealPath_IsFoundInAFile(string source, string text, bool found)
    {
        using var folder = new TemporaryDirectory();
        var names = new SharedNames([("source", source), ("cargo", "/somebody/cargo"), ("target", source + "/target")], path => path);
        File.WriteAllText(folder["file"], text);
        File.WriteAllText(folder["other"], text + " " + SharedNames.View + "-source/lib.rs");

        Assert.AreEqual(found, Shell(folder, names.SearchFunctions() + "holds_new file").ExitCode == 0);
        Assert.AreEqual(1, Shell(folder, names.SearchFunctions() + "holds_new file other").ExitCode);
        Assert.AreEqual(found, Shell(folder, names.SearchFunctions() + "holds_any file").ExitCode == 0);
        Assert.AreEqual(0, Shell(folder, names.SearchFunctions() + "holds_any other").ExitCode);
    }

    // "checkout-2" begins with the letters of "checkout".
    [TestMethod]
    public void Sibling_HasNoName()
    {
        using var folder = new TemporaryDirectory();

        Assert.AreEqual(1, Shell(folder, $"{Names(folder, "x").ShellFunction()}shared \"$1\"", folder["x", "checkout-2", "src"]).ExitCode);
    }

    // A process knows its current directory without symlinks, cargo names CARGO_HOME as it was given.
    [TestMethod]
    public void BothFormsOfAPath_HaveOneName()
    {
        using var folder = new TemporaryDirectory();
        var names = new SharedNames([("source", "/link/checkout"), ("cargo", "/c"), ("target", "/t")], path => path.Replace("/link/", "/real/", StringComparison.Ordinal));

        Assert.AreEqual(
            Shell(folder, names.ShellFunction() + "shared /link/checkout/a && echo \"$_ct_shared\"").StandardOutput,
            Shell(folder, names.ShellFunction() + "shared /real/checkout/a && echo \"$_ct_shared\"").StandardOutput);
        Assert.Contains("|/link/checkout|", names.RestoreScript());
    }

    [TestMethod]
    public void Links_LeadThere_AndFollowAMove()
    {
        using var folder = new TemporaryDirectory();
        Names(folder, "old").WriteLinks(folder["view"]);
        Names(folder, "new").WriteLinks(folder["view"]);

        Assert.AreEqual(
            $"cachetasks-cargo {folder["new", "cargo"]}, cachetasks-source {folder["new", "checkout"]}, cachetasks-target {folder["new", "checkout", "target"]}",
            string.Join(", ", Directory.GetFileSystemEntries(folder["view"]).Order(StringComparer.Ordinal).Select(link => $"{Path.GetFileName(link)} {new FileInfo(link).LinkTarget}")));
    }

    [TestMethod]
    [DataRow("/a\nb", false)]
    [DataRow("/back\\slash", false)]
    [DataRow("/", false)]
    [DataRow("/a b", true)]
    public void PathsThatNoLineCanCarry_AreNotUsed(string path, bool usable) => Assert.AreEqual(usable, new SharedNames([("source", path)], form => form).AreUsable);

    private static SharedNames Names(TemporaryDirectory folder, string name) => new(
        [("source", folder[name, "checkout"]), ("cargo", folder[name, "cargo"]), ("target", folder[name, "checkout", "target"])], path => path);

    private static CommandResult Shell(TemporaryDirectory folder, string script, params string[] arguments) =>
        new Command("sh", ["-c", script, "sh", .. arguments]) { WorkingDirectory = folder.Location }.Run();
}
