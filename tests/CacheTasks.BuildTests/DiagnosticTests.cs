using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>A pair that cannot be linked, seen as the user sees it.</summary>
[TestClass]
public sealed class DiagnosticTests(TestContext context) : BuildTest(context)
{
    [TestMethod]
    public void CacheOnAnotherFilesystem_IsOneWarningAtTheItem()
    {
        using var other = new OtherFilesystem();
        var sync = Step.Uv();
        var consumer = With(sync).Set("UV_CACHE_DIR", other.Location);

        var build = consumer.Build();

        Says(build, consumer.At(sync, "1001"));
        Assert.AreEqual(0, build.ExitCode);
        Assert.IsTrue(build.Ran(sync));
        var record = build.Record(sync);
        Assert.AreEqual("CACHETASKS1001", record.Causes);
        Assert.AreEqual("fails EXDEV CACHETASKS1001",
            $"{record["modes.hardlink.result"]} {record["modes.hardlink.errno"]} {record["modes.hardlink.cause"]}");
        // uv alone would have copied and warned; told to copy it does not warn.
        Assert.AreEqual("copy True", $"{record["prediction.mode"]} {record["prediction.warns"]}");
        Assert.AreEqual("copy False copy", $"{record["planned.mode"]} {record["planned.warns"]} {record["environment.UV_LINK_MODE"]}");
        Assert.DoesNotContain("falling back to full copy", build.Output);
        Assert.AreEqual("0 0", $"{record["outcome.hardlink"]} {record["outcome.clone"]}");
        Assert.IsGreaterThan(10, int.Parse(record["outcome.copy"]), record.ToString());
    }

    [TestMethod]
    public void Text_SaysWhatWillHappenWhyAndWhatToDo()
    {
        using var other = new OtherFilesystem();
        var sync = Step.Uv();
        var consumer = With(sync).Set("UV_CACHE_DIR", other.Location);

        var warning = consumer.Build().TheOnly("1001");

        Assert.AreEqual(Path.GetFileName(consumer.Project), warning.File);
        Assert.StartsWith("SyncPython: ", warning.Text);
        foreach (var part in new[] { "cop", other.Location, consumer.PathOf("python/.venv"), "tmpfs", "CacheDirectory" })
            Assert.Contains(part, warning.Text);
        Assert.DoesNotContain("   at ", warning.Text);
    }

    [TestMethod]
    public void HelpLink_LeadsToTheSectionThatThePackageShips()
    {
        var unknown = Step.Uv() with { Tool = "uvv" };

        var link = With(unknown).Build().TheOnly("0001").HelpLink;

        Assert.IsNotNull(link);
        var uri = new Uri(link);
        Assert.IsTrue(uri.IsFile && File.Exists(uri.LocalPath), link);
        Assert.AreEqual("#cachetasks0001", uri.Fragment.ToLowerInvariant());
        Assert.Contains("CACHETASKS0001", File.ReadAllText(uri.LocalPath));
    }

    [TestMethod]
    public void Console_HasTheFormThatProblemMatchersRead()
    {
        var unknown = Step.Uv() with { Tool = "uvv" };
        var consumer = With(unknown);

        var build = consumer.Build();

        StringAssert.Matches(build.Output, new(
            $@"^App\.csproj\(\d+,\d+\): warning CACHETASKS0001: SyncPython: \S.* \[{System.Text.RegularExpressions.Regex.Escape(consumer.Project)}\]", Multiline));
    }

    [TestMethod]
    public void ItemInAnImportedFile_IsNamedThere()
    {
        var consumer = With(Step.Uv() with { Tool = "uv", ItemCondition = "false" }).Body("""  <Import Project="steps.props" />""").Write();
        File.WriteAllText(consumer.PathOf("steps.props"), """
            <Project>
              <!-- <CacheStep Include="SyncPython" /> -->
              <ItemGroup>
                <CacheStep Include="Other;SyncPython"
                           Tool="uvv" />
              </ItemGroup>
              <Target Name="Other" BeforeTargets="BeforeBuild" />
            </Project>
            """);

        Says(consumer.Build(), "warning CACHETASKS0001 steps.props(4,5)", "warning CACHETASKS0001 steps.props(4,5)");
    }

    [TestMethod]
    public void UserWithLinkModeCopy_IsNotWarned()
    {
        using var other = new OtherFilesystem();
        var sync = Step.Uv();
        var consumer = With(sync).Set("UV_CACHE_DIR", other.Location).Set("UV_LINK_MODE", "copy");

        var build = consumer.Build();

        // The user's own choice: kept, and nothing is lost that they did not know of.
        Says(build);
        Assert.AreEqual(0, build.ExitCode);
        Assert.AreEqual("copy {}", $"{build.Record(sync)["planned.mode"]} {build.Record(sync)["environment"]}");
    }
}
