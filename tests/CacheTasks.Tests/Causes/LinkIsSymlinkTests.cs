using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Causes;

[TestClass]
public class LinkIsSymlinkTests
{
    private static readonly LinkIsSymlink s_cause = new();
    private static readonly Failure s_made = new(Operation.LinkIsSymlink, Errno.None);

    [TestMethod]
    public void LinkThatCameOutAsASymlink_IsExplained() => s_cause.ExplainsOnly(MadePair.Union, Errno.None, Operation.LinkIsSymlink);

    [TestMethod]
    public void Description_SaysWhatBreaks() => s_cause.Says(
        s_made,
        MadePair.Union,
        "58 /pool fuse.mergerfs 0:61 makes a symlink into the cache where a hard link is asked for, so the target breaks when the cache is cleaned");

    [TestMethod]
    public void Check_LooksAtALink() =>
        s_cause.Checks(s_made, MadePair.Union, "touch /pool/uv/probe && ln /pool/uv/probe /pool/app/.venv/probe-link; ls -l /pool/app/.venv/probe-link; rm -f /pool/uv/probe /pool/app/.venv/probe-link");

    [TestMethod]
    public void Evidence_HasTheOptions() => s_cause.Shows(
        s_made, MadePair.Union, "cacheMount=58 /pool fuse.mergerfs 0:61", "targetMount=58 /pool fuse.mergerfs 0:61", "targetOptions=rw,user_id=0");

    [TestMethod]
    public void Remedies_BeginWithOneBranch() => s_cause.Advises(
        s_made,
        MadePair.Union,
        "Put cache and target on one branch of the union, or use the branch directly.",
        "Or let the step copy: LinkMode=\"copy\".",
        "Or mount with link-exdev=passthrough, and the tool sees that it cannot link.");
}
