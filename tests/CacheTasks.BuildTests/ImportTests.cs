using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>The same thing said twice is done once.</summary>
[TestClass]
public sealed class ImportTests(TestContext context) : BuildTest(context)
{
    private const string Import = """  <Import Project="steps.props" />""" + "\n";

    [TestMethod]
    public void FileWithAStep_ImportedTwice()
    {
        // MSBuild itself skips the second import, and says so.
        var build = Import2(Import + Import, "steps.props");

        Assert.AreEqual("MSB4011", string.Join(' ', build.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct()));
    }

    [TestMethod]
    public void TwoFilesWithTheSameStep()
    {
        var build = Import2(Import + Import.Replace("steps", "more", StringComparison.Ordinal), "steps.props", "more.props");

        Assert.IsEmpty(build.Said);
    }

    [TestMethod]
    public void StepsOfEveryFileThatTheSdkImports_AreFound()
    {
        var (early, late, own) = (Step.Uv("SyncEarly", "early", "uv sync"), Step.Uv("SyncLate", "late"), Step.Uv("SyncOwn", "own"));
        var unknown = (Step.Uv("SyncUnknown", "own") with { Tool = "uvv" }).ItemXml();
        var consumer = With(own, early with { ItemCondition = "false" }, late with { ItemCondition = "false" }).Write();
        File.WriteAllText(consumer.PathOf("Directory.Build.props"), $"<Project><Import Project=\"../../Directory.Build.props\" /><ItemGroup>{early.ItemXml()}</ItemGroup></Project>");
        File.WriteAllText(consumer.PathOf("Directory.Build.targets"), $"<Project>\n<ItemGroup>\n  {late.ItemXml()}\n  {unknown}\n</ItemGroup>\n<Target Name=\"SyncUnknown\" BeforeTargets=\"Build\" /></Project>");

        var build = consumer.Build();

        Says(build, "warning CACHETASKS0001 Directory.Build.targets(4,3)");
        CollectionAssert.AreEqual(new[] { "0", "0", "0" }, new[] { early, late, own }.Select(step => build.Record(step)["outcome.copy"]).ToArray());
    }

    [TestMethod]
    public void PackageFiles_ImportedOnceMore()
    {
        const string Again = """  <Import Project="$(NuGetPackageRoot)/cachetasks/VERSION/build/CacheTasks.""";
        var version = PackedPackage.Instance.Version;

        var build = Import2(Import + $"{Again}props\" />\n{Again}targets\" />\n".Replace("VERSION", version, StringComparison.Ordinal), "steps.props");

        // At most MSBuild's own remark about each file.
        CollectionAssert.IsSubsetOf(build.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct().ToArray(), new[] { "MSB4011" });
    }

    private BuildResult Import2(string imports, params IReadOnlyList<string> files)
    {
        var sync = Step.Uv();
        var consumer = With(sync with { ItemCondition = "false" }).Body(imports).Write();
        foreach (var file in files)
            File.WriteAllText(consumer.PathOf(file), $"<Project><ItemGroup>{sync.ItemXml()}</ItemGroup></Project>");

        var build = consumer.Build();

        Assert.AreEqual(0, build.ExitCode);
        Assert.AreEqual("0", build.Record(sync)["outcome.copy"]);
        Assert.HasCount(consumer.Tools.AsksOf("uv", "sync").Distinct().Count(), consumer.Tools.AsksOf("uv", "sync"));
        return build;
    }
}
