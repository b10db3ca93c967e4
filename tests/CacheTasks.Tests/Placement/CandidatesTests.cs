using CacheTasks.Colocation;
using CacheTasks.Placement.Candidates;
using CacheTasks.Targets;
using CacheTasks.TestSupport;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Placement;

/// <summary>Which directories are proposed for a cache, from a situation alone.</summary>
[TestClass]
public sealed class CandidatesTests
{
    private static readonly Situation Plain = new("/home/dev/.cache/uv", "/data/team/app/.venv", "uv", new Person(1000, "dev")) { SourceTree = "/data/team/app" };

    [TestMethod]
    public void EveryCandidate_IsInTheList()
    {
        var all = typeof(Candidate).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Candidate))).Select(type => type.Name).Order();

        AssertLines.Equal(all, AllCandidates.InOrder.Select(candidate => candidate.GetType().Name).Order());
    }

    [TestMethod]
    public void Proposals_ComeInTheOrderOfLeastChange() => AssertLines.Equal(
        [
            "own /home/dev/.cache/uv", "root /caches/uv", "home /var/dev/.cache/uv", "beside /data/team/.cachetasks-u1000/uv", "ancestor /data/.cachetasks-u1000/uv",
        ],
        Proposed(Plain with { Root = "/caches", Environment = Environment(("HOME", "/var/dev/")) }));

    [TestMethod]
    public void OnePathThatTwoPropose_CountsOnce() => AssertLines.Equal(
        ["own /home/dev/.cache/uv", "beside /data/team/.cachetasks-u1000/uv", "ancestor /data/.cachetasks-u1000/uv"],
        Proposed(Plain with { Root = "/home/dev/.cache", Environment = Environment(("HOME", "/home/dev")) }));

    [TestMethod]
    [DataRow(null, null, null)]
    [DataRow("", "relative", null)]
    [DataRow("/", null, null)]
    [DataRow("/home/dev", null, "/home/dev/.cache/uv")]
    [DataRow("/home/dev", "/xdg", "/xdg/uv")]
    [DataRow("/home/dev", "cache", "/home/dev/.cache/uv")]
    public void Home_IsWhatTheEnvironmentSays(string? home, string? xdg, string? expected) =>
        Assert.AreEqual(expected, new HomeCache().Propose(Plain with { Environment = Environment(("HOME", home), ("XDG_CACHE_HOME", xdg)) }).SingleOrDefault()?.Path);

    /// <summary>Nothing is put beside the system's own directories.</summary>
    [TestMethod]
    [DataRow("/app/.venv", "/app")]
    [DataRow("/.venv", "/")]
    [DataRow("/venv", null)]
    public void RootDirectory_IsNeverProposed(string target, string? sources) =>
        AssertLines.None(Proposed(Plain with { Target = target, SourceTree = sources }).Skip(1));

    [TestMethod]
    public void TargetOutsideTheSources_HasItsOwnFolder() =>
        Assert.AreEqual(("/envs/.cachetasks-u1000/uv", "beside the target"), new BesideSources().Propose(Plain with { Target = "/envs/app", SourceTree = null }).Select(proposal => (proposal.Path, proposal.Words)).Single());

    [TestMethod]
    public void OtherPath_IsProposedUnlessTheTargetWouldMove()
    {
        Judgement Way(bool moves) => new(null, MadePair.TwoMounts with { WayOut = new CommonMount(MadePlace.Ext4AtSrc, "/src/hot/uv", "/src/app", moves) }, [], null, null);

        Assert.AreEqual("/src/hot/uv", new OtherPath().Propose(Plain with { Own = Way(moves: false) }).Single().Path);
        Assert.IsTrue(new OtherPath().Propose(Plain with { Own = Way(moves: false) }).Single().IsSameCache);
        Assert.IsEmpty(new OtherPath().Propose(Plain with { Own = Way(moves: true) }));
    }

    [TestMethod]
    public void SourceTree_IsTheCheckoutElseTheWorkingDirectory()
    {
        using var folder = new TemporaryDirectory("sources");
        Directory.CreateDirectory(folder["home", ".git"]);
        Directory.CreateDirectory(folder["home", "app", "python"]);
        Directory.CreateDirectory(folder["work", "repo", ".git"]);

        string? Tree(string target, string from, string? home = null) =>
            (Plain with { Target = target, SourceTree = null, WorkingDirectory = from, Environment = Environment(("HOME", home)) }).Complete().SourceTree;

        // A home that is a checkout of somebody's settings.
        Assert.AreEqual(folder["home", "app"], Tree(folder["home", "app", ".venv"], folder["home", "app"], folder["home"] + "/"));
        Assert.AreEqual(folder["home"], Tree(folder["home", "app", ".venv"], folder["home", "app"]));
        Assert.AreEqual(folder["work", "repo"], Tree(folder["work", "repo", "a", ".venv"], folder["home", "app"]));
        Assert.IsNull(Tree("/envs/app", folder["work", "repo"]));
    }

    private static IEnumerable<string> Proposed(Situation situation) => AllCandidates.Propose(situation).Select(proposal => $"{proposal.Kind} {proposal.Path}");

    private static Func<string, string?> Environment(params (string Name, string? Value)[] variables) => name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}
