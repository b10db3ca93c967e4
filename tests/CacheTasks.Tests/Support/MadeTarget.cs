using CacheTasks.Targets.Migration;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Support;

/// <summary>A checkout with a target as cargo leaves it, and a shared root beside it.</summary>
internal sealed class MadeTarget : IDisposable
{
    private readonly TemporaryDirectory _folder = new("move");

    public MadeTarget()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        foreach (var profile in new[] { "debug", "release", "x86_64-unknown-linux-musl/release" })
        {
            Directory.CreateDirectory(Path.Combine(Source, profile, "deps"));
            File.WriteAllText(Path.Combine(Source, profile, ".cargo-lock"), "");
            File.WriteAllText(Path.Combine(Source, profile, "deps", "libapp.rlib"), profile);
        }
        Directory.CreateDirectory(Path.Combine(Checkout, "src"));
        Directory.CreateDirectory(Path.Combine(Checkout, ".git"));
        File.WriteAllText(Path.Combine(Checkout, "src", "main.rs"), "");
    }

    public string this[params ReadOnlySpan<string> parts] => _folder[parts];

    public string Checkout => _folder["app"];

    public string Source => _folder["app", "target"];

    public string Root => _folder["root"];

    public string Destination => _folder["root", "u1-dev", "app-1"];

    public MigrationRequest Request => new(Source, Destination, Checkout) { Workspace = Checkout, LockFiles = [".cargo-lock", ".cargo-build-lock"], DependencyFiles = "*.d" };

    /// <summary>What of the system the migration uses.</summary>
    public MoveTools Tools { get; set; } = MoveTools.Current!;

    public MigrationResult Move(Func<MigrationRequest, MigrationRequest>? change = null) =>
        TargetMigration.Run(Tools, change is null ? Request : change(Request));

    public IReadOnlyList<string> Listing() => DirectoryTree.Listing(_folder.Location);

    /// <summary>The only finding, which nothing has been changed for.</summary>
    public string Refused(Func<MigrationRequest, MigrationRequest>? change = null)
    {
        var before = Listing();
        var result = Move(change);
        AssertLines.None(DirectoryTree.Differences(before, Listing()));
        Assert.AreEqual("CACHETASKS2007", result.Findings.Single().Rule.Code);
        return $"{result.State}: {result.Findings[0].Text.Replace(_folder.Location, "…", StringComparison.Ordinal)}";
    }

    // Names that are no UTF-8 are left to a command: .NET cannot say them.
    public void Dispose()
    {
        new Command("rm", "-rf", _folder.Location).Run().OrFail();
        _folder.Dispose();
    }
}
