using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>A tool that only its user knows: one CacheTool item, no C#.</summary>
[TestClass]
public sealed class OwnToolTests(TestContext context) : BuildTest(context)
{
    private const string Profile = """
        <CacheTool Include="packer">
          <VersionArguments>--version</VersionArguments>
          <CacheArguments>where cache</CacheArguments>
          <TargetArguments>where target</TargetArguments>
          <CacheVariable>PACKER_CACHE</CacheVariable>
          <LinkModeVariable>PACKER_LINK_MODE</LinkModeVariable>
          <LinkBehaviour>[3.0,4.0): hardlink>copy, copy; [4.0,): clone>copy, copy</LinkBehaviour>
        </CacheTool>
        """;

    private const string Packer = """
        case "$*" in
          --version) echo "packer 3.2.1" ;;
          "where cache") echo "${PACKER_CACHE:-$HOME/packer}" ;;
          "where target") echo "$PWD/out" ;;
          *) mkdir -p out; echo "[$PACKER_CACHE][$PACKER_LINK_MODE]" > out/seen ;;
        esac
        """;

    private static readonly Step s_pack = new Step("Pack3rdParty", "packer", "things", "packer install");

    [TestMethod]
    public void OwnProfile_GivesAVerdict()
    {
        var build = Build(s_pack);

        SucceedsSilently(build.Result);
        var record = build.Result.Record(s_pack);
        Assert.AreEqual("packer 3.2.1", $"{record["tool"]} {record["toolVersion"]}");
        Assert.AreEqual($"{build.Consumer.Environment["HOME"]}/packer → {build.Consumer.PathOf("things/out")}", $"{record["cache"]} → {record["target"]}");
        Assert.AreEqual("hardlink {}", $"{record["planned.mode"]} {record["environment"]}");
    }

    [TestMethod]
    public void OwnProfile_GetsItsVariables()
    {
        var pack = s_pack.With("CacheDirectory", "cache").With("LinkMode", "copy");

        var build = Build(pack);

        SucceedsSilently(build.Result);
        Assert.AreEqual($"[{build.Consumer.PathOf("cache")}][copy]\n", File.ReadAllText(build.Consumer.PathOf("things/out/seen")));
    }

    [TestMethod]
    public void OwnProfile_WouldCopy()
    {
        using var other = new OtherFilesystem();

        var build = Build(s_pack, consumer => consumer.Set("PACKER_CACHE", other.Location));

        Says(build.Result, build.Consumer.At(s_pack, "1001"));
        Assert.AreEqual("copy", build.Result.Record(s_pack)["environment.PACKER_LINK_MODE"]);
    }

    private (Consumer Consumer, BuildResult Result) Build(Step step, Action<Consumer>? change = null)
    {
        var consumer = With(step).Item(Profile);
        consumer.Tools.Script("packer", Packer);
        change?.Invoke(consumer);
        return (consumer, consumer.Build());
    }
}
