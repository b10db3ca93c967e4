using System.Text.Json.Nodes;
using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Colocation;

/// <summary>The record's text as DESIGN §3 shows it: other programs read it.</summary>
[TestClass]
public sealed class RecordShapeTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("shape");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void ModesThatFail_NameErrorAndCause() => AssertPart(
        "modes",
        new Trials { Reflink = Errno.EOPNOTSUPP, Hardlink = Errno.EXDEV },
        """
        { "clone": { "result": "fails", "errno": "EOPNOTSUPP", "cause": "CACHETASKS1020" }, "hardlink": { "result": "fails", "errno": "EXDEV", "cause": "CACHETASKS1002" },
          "symlink": { "result": "works" }, "copy": { "result": "works", "sharesBlocks": false } }
        """);

    [TestMethod]
    public void Causes_HaveEvidenceAndRemedies() => AssertPart(
        "causes",
        new Trials { Hardlink = Errno.EXDEV },
        """
        [ { "code": "CACHETASKS1002", "check": "findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T /cache/uv; findmnt -no ID,TARGET,FSTYPE,MAJ:MIN -T /src/app/.venv", "evidence": { "cacheMount": "31 /cache ext4 8:1", "targetMount": "36 /src ext4 8:1" },
            "remedies": [ "Reach both through one mount: set CacheDirectory to a folder below /src, or mount one common parent instead of two folders.",
                          "If the copies are wanted, set LinkMode=\"copy\"." ] } ]
        """);

    [TestMethod]
    public void CopyWithAWarning_IsPredicted() => AssertPart(
        "prediction", new Trials { Reflink = Errno.EOPNOTSUPP, Hardlink = Errno.EXDEV }, """{ "mode": "copy", "warns": true, "fails": null }""");

    [TestMethod]
    public void CopyThatSharesBlocks_SaysSo() => AssertPart(
        "prediction",
        new Trials { Hardlink = Errno.EXDEV },
        """{ "mode": "copy", "warns": true, "sharesBlocks": true, "fails": null }""",
        version: "0.10.4");

    [TestMethod]
    public void CopyWithoutTheWarning_IsPlanned() => AssertPart(
        "planned", new Trials { Reflink = Errno.EOPNOTSUPP, Hardlink = Errno.EXDEV }, """{ "mode": "copy", "warns": false, "fails": null }""");

    [TestMethod]
    public void Failure_NamesOperationAndError() => AssertPart(
        "prediction",
        new Trials { CreateInCache = Errno.EROFS },
        """{ "mode": null, "warns": false, "fails": { "operation": "write to the cache", "errno": "EROFS" } }""");

    private void AssertPart(string key, Trials trials, string json, string version = "0.13.8")
    {
        var step = new MadeStep(("Tool", "uv"), ("ToolVersion", version), ("TargetDirectory", "/src/app/.venv")).Step;
        var verdict = Explanation.Of(MadePair.TwoMounts, trials, AllCauses.InOrder, out var findings);
        var record = StepRecord.Open(_folder.Location, "SyncPython");
        record.SetVerdict(
            step, "/cache/uv", new Judgement(verdict, MadePair.TwoMounts, findings, null, null), Verification.Plan(verdict, step, MadeProfile.Shipped("uv")));

        Assert.AreEqual(JsonNode.Parse(json)!.ToJsonString(), record[key]!.ToJsonString());
    }
}
