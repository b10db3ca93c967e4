using CacheTasks.Steps;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Steps;

[TestClass]
public sealed class ToolThatCannotStartTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new("nostart");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void FileThatMayNotRun_IsSaid()
    {
        File.WriteAllText(_folder["tool"], "#!/bin/sh\n");

        AssertNotStarted("Permission denied", Ask(_folder["tool"], _folder.Location));
    }

    [TestMethod]
    public void MissingFile_IsSaid() => AssertNotStarted("No such file or directory", Ask(_folder["absent"], _folder.Location));

    [TestMethod]
    public void MissingWorkingDirectory_IsSaid() => AssertNotStarted("No such file or directory", Ask("/bin/sh", _folder["absent"]));

    private static ToolReply Ask(string executable, string directory)
    {
        var query = new ToolQuery(executable, directory, new SortedDictionary<string, string?>(), [new Question("version", "--version")], 60);
        return ToolRunner.AskAsync(query, CancellationToken.None).GetAwaiter().GetResult().Replies["version"];
    }

    private static void AssertNotStarted(string why, ToolReply reply)
    {
        Assert.IsFalse(reply.Succeeded);
        Assert.StartsWith("it cannot be started: ", reply.Failure);
        Assert.Contains(why, reply.Failure!);
    }
}
