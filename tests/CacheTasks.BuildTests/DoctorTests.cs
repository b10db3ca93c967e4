using System.Text.Json;
using System.Text.RegularExpressions;
using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary><c>-t:CacheDoctor</c> with real uv and cargo.</summary>
[TestClass]
public sealed class DoctorTests(TestContext context) : BuildTest(context)
{
    private const string Doctor = "-t:CacheDoctor";

    private readonly Step _uv = Step.Uv();
    private readonly Step _cargo = Step.Cargo();

    [TestMethod]
    public void Steps_AreExaminedAndNothingIsRunOrChanged()
    {
        using var other = new OtherFilesystem();
        // A place that colocate would make, and a private target that a build would make.
        var consumer = With(_uv.With("Placement", "colocate"), _cargo).Set("UV_CACHE_DIR", Path.Combine(other.Location, "absent"));
        var root = Directory.CreateDirectory(Path.Combine(consumer.Root, "shared")).FullName;
        Directory.CreateDirectory(consumer.PathOf(".git"));
        consumer.Property("CacheTasksSharedRoot", root).Write().Build("-t:Restore");
        var before = Everything(consumer);

        var build = consumer.Build(Doctor);

        Assert.AreEqual(0, build.ExitCode, build.ToString());
        Assert.AreEqual("", string.Join('\n', DirectoryTree.Differences(before, Everything(consumer))));
        Assert.IsEmpty(Directory.GetFileSystemEntries(other.Location));
        Assert.IsFalse(build.Ran(_uv) || build.Ran(_cargo));
        StringAssert.Matches(build.Output, new(@"^ +CacheTasks  doctor  the 2 steps of App\.csproj\. Nothing was run or changed$", Multiline));
        StringAssert.Matches(build.Output, new(@"^ +SyncPython +uv \d[\d.]+ +.*python/\.venv +(hardlink|clone)$", Multiline));
        StringAssert.Matches(build.Output, new($@"^ +BuildNative +cargo \d[\d.]+ +- +{root}/u\d+[^/ ]*/app-\d+ ", Multiline));
        StringAssert.Matches(build.Output, new(@"^ +place +the cache moves to .*/xdg/cache/uv ", Multiline));
        StringAssert.Matches(build.Output, new(@"^ +\w+, mount \d+ at .* free$", Multiline));
    }

    // What the doctor says is what the build then does, which it does not disturb.
    [TestMethod]
    public void Prediction_IsTheBuilds()
    {
        using var other = new OtherFilesystem();
        var consumer = With(_uv).Set("UV_CACHE_DIR", other.Location);
        var reports = Path.Combine(consumer.Root, "reports");

        var first = consumer.Build(Doctor, $"-p:CacheTasksSarif={reports}/doctor.sarif", $"-p:CacheTasksReport={reports}/doctor.html");
        var build = consumer.Build();
        var record = File.ReadAllText(build.RecordPath(_uv));
        var second = consumer.Build(Doctor);

        foreach (var doctor in new[] { first, second })
        {
            Says(doctor, consumer.At(_uv, "1001"));
            Assert.AreEqual(0, doctor.ExitCode);
            StringAssert.Matches(doctor.Output, new(@"^ +SyncPython +uv .* copy +1001$", Multiline));
        }
        Says(build, consumer.At(_uv, "1001"));
        Assert.AreEqual("copy", build.Record(_uv)["planned.mode"]);
        Assert.AreEqual(first.TheOnly("1001").Text, build.TheOnly("1001").Text);
        Assert.AreEqual(record, File.ReadAllText(build.RecordPath(_uv)));
        using var sarif = JsonDocument.Parse(File.ReadAllText(Path.Combine(reports, "doctor.sarif")));
        Assert.Contains("CACHETASKS1001", sarif.RootElement.ToString());
        Assert.Contains("SyncPython", File.ReadAllText(Path.Combine(reports, "doctor.html")));
    }

    [TestMethod]
    public void CompilerCache_IsLookedAt_AndNotMade()
    {
        if (SearchPath.Find("sccache") is not { } sccache)
        {
            Assert.Inconclusive("sccache is not on PATH");
            return;
        }
        var consumer = With(_cargo.With("CompilerCache", "../crates"), Step.Cargo("BuildOther", "other").With("CompilerCache", "redis://127.0.0.1:1")).Set("CI", "true");
        Directory.CreateDirectory(consumer.PathOf(".git"));
        var run = Directory.CreateDirectory(Path.Combine(consumer.Root, "run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

        var build = consumer.Set("XDG_RUNTIME_DIR", run).Build(Doctor);

        StringAssert.Matches(build.Output, new($@"^ +compiles +through {Regex.Escape(Path.GetFullPath(consumer.PathOf("../crates")))} \({Regex.Escape(sccache)} [\d.]+\)$", Multiline));
        Assert.Contains("CARGO_INCREMENTAL=0", build.Output);
        Assert.Contains("redis://127.0.0.1:1 cannot be used: 127.0.0.1:1 cannot be reached", build.TheOnly("5001").Text);
        Assert.HasCount(1, Regex.Matches(build.Output, "^ +compiles ", Multiline));
        Assert.IsFalse(Directory.Exists(consumer.PathOf("../crates")));
        Assert.IsEmpty(Directory.GetFileSystemEntries(run));
    }

    [TestMethod]
    public void RequiredLink_IsTheOnlyFailure()
    {
        using var other = new OtherFilesystem();
        var step = _uv.With("Require", "link");
        var consumer = With(step).Set("UV_CACHE_DIR", other.Location);

        var build = consumer.Build(Doctor, "-p:CacheTasksSarif=/proc/no/such");

        Says(build, consumer.At(step, "1001", "error"), "warning CACHETASKS0002 App.csproj(1,1)");
        Assert.AreEqual(1, build.ExitCode);
        Assert.Contains("CACHETASKS1001  files will be copied", build.Output);
    }

    [TestMethod]
    public void SeveralFrameworks_AreOneTable()
    {
        var only = Step.Uv("SyncWindows", "windows") with { ItemCondition = "'$(TargetFramework)' == 'net10.0-windows'" };
        var consumer = With(_uv, only).TwoFrameworks();

        var build = consumer.Build(Doctor);

        SucceedsSilently(build);
        foreach (var step in new[] { _uv, only })
        {
            Assert.HasCount(1, Regex.Matches(build.Output, $@"^ +{step.Name} +uv [\d.]+ +~/", Multiline), build.Output);
        }
        Assert.Contains("shared with SyncWindows", build.Output);
    }

    // Two projects by their files, one of them in a folder that XML and MSBuild both have to be told about, and a target that has its Exec.
    [TestMethod]
    public void ProjectWithoutSteps_IsGivenWhatCanBePasted()
    {
        var consumer = With();
        const string Odd = "50% of <a> & \"b\"; it's";
        Sources.Python(consumer.Root, consumer.PathOf(Odd), "odd");
        Sources.Cargo(consumer.Root, consumer.PathOf("native"), "native");
        Sources.Python(consumer.Root, consumer.PathOf("tools"), "tools");
        consumer.Body("""  <Target Name="SyncTools" BeforeTargets="BeforeBuild"><Exec Command="uv sync" WorkingDirectory="tools" /></Target>""" + "\n").Write();

        var doctor = consumer.Build(Doctor);

        SucceedsSilently(doctor);
        Assert.Contains("has no CacheStep yet; these 3 could be added", doctor.Output);
        var lines = doctor.Output.Split('\n').SkipWhile(line => !line.Contains("paste this", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Trim() is not "Build succeeded.").ToList();
        Assert.IsFalse(lines.Any(line => line.Contains("Name=\"SyncTools\"", StringComparison.Ordinal)), doctor.Output);
        File.WriteAllText(consumer.Project, File.ReadAllText(consumer.Project).Replace("</Project>", string.Join('\n', lines) + "\n</Project>", StringComparison.Ordinal));

        var build = consumer.Build();

        SucceedsSilently(build);
        Assert.HasCount(3, Directory.GetFiles(consumer.PathOf("obj/cachetasks"), "*.json"));
        Assert.IsTrue(Directory.Exists(consumer.PathOf($"{Odd}/.venv")));
        Assert.IsTrue(Directory.Exists(consumer.PathOf("native/target")));
        Assert.Contains("the 3 steps of App.csproj", consumer.Build(Doctor).Output);
    }

    private static List<string> Everything(Consumer consumer) =>
        [.. DirectoryTree.Listing(consumer.Root).Where(line => !Regex.IsMatch(line, @"^build\d+\.|^home/\.(nuget|dotnet|local)|^tools[/.]"))];
}
