using System.Runtime.Versioning;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement.Seeding;

[TestClass]
[SupportedOSPlatform("linux")]
public sealed class EntryCopyTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("copy");

    [TestInitialize]
    public void MakeFolders()
    {
        Directory.CreateDirectory(From);
        Directory.CreateDirectory(To);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("Clone")]
    [DataRow("Link")]
    [DataRow("Copy")]
    public void Wheel_ArrivesWhole(string way)
    {
        var archive = UnpackedWheel.Make(From, "alpha", "alpha");
        File.SetUnixFileMode(Path.Combine(archive, "alpha", "one.py"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.OtherRead);

        var outcome = Run(way, "alpha");

        AssertLines.Equal(["alpha Copied "], outcome.Select(Text));
        AssertLines.None(new Command("diff", "-r", archive, Path.Combine(To, "alpha")).Run().StandardOutput.Split('\n').Where(line => line.Length > 0));
        AssertLines.None(new Command("find", To, "-perm", "/022").Run().StandardOutput.Split('\n').Where(line => line.Length > 0));
        AssertLines.Equal(["alpha"], Names(To));
    }

    [TestMethod]
    public void EmptyFile_IsNoCopyAmongLinks()
    {
        foreach (var name in new[] { "one", "two", "three" })
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(From, name)).FullName, "empty"), "");

        var results = Run("Clone", new EntryOrder("one"), new EntryOrder("two"), new EntryOrder("three")).Select(outcome => outcome.Result!).ToList();

        Assert.AreEqual((3L, 0L), (results.Sum(result => result.Files), results.Sum(result => result.Copied)));
    }

    [TestMethod]
    public void SeveralWheels_AllArrive()
    {
        var names = Enumerable.Range(0, 40).Select(number => $"many{number}").ToArray();
        foreach (var name in names)
            UnpackedWheel.Make(From, name, name);

        AssertLines.Equal(names.Select(name => name + " Copied "), Run("Copy", names).Select(Text));
        AssertLines.Equal(names.Order(StringComparer.Ordinal), Names(To));
    }

    [TestMethod]
    [DataRow("rm alpha/one.py", "Refused holds other files than its RECORD says")]
    [DataRow("echo more >> alpha/one.py", "Refused holds other files than its RECORD says")]
    [DataRow("touch extra.py", "Refused it holds more than it should")]
    [DataRow("rm alpha/one.py; touch extra.py", "Refused holds other files than its RECORD says")]
    [DataRow("rm alpha-1.0.dist-info/RECORD", "Refused has no RECORD")]
    [DataRow("rm alpha/one.py; ln -s /etc/passwd alpha/one.py", "Refused alpha/one.py is a symlink that leaves the tree")]
    [DataRow("rm alpha/one.py; ln -s ../../beside alpha/one.py", "Refused alpha/one.py is a symlink that leaves the tree")]
    [DataRow("rm alpha/one.py; ln -s two.py/../../../x alpha/one.py", "Refused alpha/one.py is a symlink that leaves the tree")]
    [DataRow("rm alpha/one.py; mkfifo alpha/one.py", "Refused alpha/one.py is a FIFO, socket or device")]
    [DataRow("chmod u+s alpha/one.py", "Refused alpha/one.py is a setuid or setgid file")]
    [DataRow("p=alpha; for i in $(seq 70); do p=$p/d; done; mkdir -p $p", "Refused ")]
    public void TreeThatIsNoGoodWheel_IsRefusedWhole(string damage, string expected)
    {
        var archive = UnpackedWheel.Make(From, "alpha", "alpha");
        Assert.IsTrue(new Command("sh", "-c", damage) { WorkingDirectory = archive }.Run().Succeeded);

        foreach (var way in new[] { "Copy", "Link" })
        {
            var text = Run(way, "alpha").Select(Text).Single();
            StringAssert.StartsWith(text, "alpha " + expected, StringComparison.Ordinal);
            AssertLines.None(Names(To));
        }
    }

    [TestMethod]
    [DataRow("..")]
    [DataRow("a/../../b")]
    [DataRow("")]
    [DataRow(".hidden")]
    public void NameThatLeadsElsewhere_IsNotOpened(string name) => Assert.AreEqual(EntryState.Failed, Run("Copy", name).Single().State);

    [TestMethod]
    public void EntryThatIsThere_StaysUnlessItIsReplaced()
    {
        UnpackedWheel.Make(From, "alpha", "alpha");
        Directory.CreateDirectory(Path.Combine(To, "alpha", "kept"));

        Assert.AreEqual(EntryState.Present, Run("Copy", "alpha").Single().State);
        AssertLines.Equal(["kept"], Names(Path.Combine(To, "alpha")));

        Assert.AreEqual(EntryState.Copied, Run("Copy", new EntryOrder("alpha") { IsWheel = true, Replaces = true }).Single().State);
        AssertLines.Equal(["alpha", "alpha-1.0.data", "alpha-1.0.dist-info"], Names(Path.Combine(To, "alpha")));
        AssertLines.Equal(["alpha"], Names(To));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void GoodEntryThatAnotherPutMeanwhile_IsNotReplaced(bool contents)
    {
        var archive = UnpackedWheel.Make(From, "alpha", "alpha");
        var there = Path.Combine(To, "alpha");
        Assert.IsTrue(new Command("cp", "-a", archive, there).Run().Succeeded);
        Directory.CreateDirectory(Path.Combine(there, "kept"));

        Assert.AreEqual(EntryState.Present, Run("Copy", new EntryOrder("alpha") { IsWheel = true, Replaces = true, ChecksContents = contents }).Single().State);

        Assert.IsTrue(Directory.Exists(Path.Combine(there, "kept")), "the entry was replaced");
        AssertLines.Equal(["alpha"], Names(To));
    }

    [TestMethod]
    public void FolderOfAKilledRun_IsRemoved_OneAtWorkIsNot()
    {
        UnpackedWheel.Make(From, "alpha", "alpha");
        Directory.CreateDirectory(Path.Combine(To, ".cachetasks-seed-killed", "half"));
        Directory.CreateDirectory(Path.Combine(To, ".cachetasks-seed-atwork", "half"));
        using var other = Locker.Hold(Path.Combine(To, ".cachetasks-seed-atwork"));

        Run("Copy", "alpha");

        AssertLines.Equal([".cachetasks-seed-atwork", "alpha"], Names(To));
    }

    private string From => _folder["from"];

    private string To => _folder["to"];

    private IReadOnlyList<EntryOutcome> Run(string way, params string[] names) =>
        Run(way, names.Select(name => new EntryOrder(name) { IsWheel = true }).ToArray());

    private IReadOnlyList<EntryOutcome> Run(string way, params EntryOrder[] orders)
    {
        var tools = CopyTools.Current!;
        tools.Trees.OpenDirectory(From, out var from);
        tools.Trees.OpenDirectory(To, out var to);
        using (from)
        using (to)
            return new EntryCopy(tools, CancellationToken.None).Run(from, to, orders, new TransferMeans(Enum.Parse<TransferWay>(way)));
    }

    private static string Text(EntryOutcome outcome) => $"{outcome.Entry.Name} {outcome.State} {outcome.Why}";

    private static IEnumerable<string> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);
}
