using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Shells;

/// <summary>Where the build would allocate nothing, a shell sets nothing: the tool runs as without it.</summary>
[TestClass]
public sealed class ShellRefusalTests
{
    private const uint Dev = 4711;

    [TestMethod]
    [DataRow("missing", "rmdir \"$1\"")]
    [DataRow("a file", "rmdir \"$1\"; touch \"$1\"")]
    [DataRow("a dangling symlink", "rmdir \"$1\"; ln -s /nowhere \"$1\"")]
    [DataRow("open to all without a sticky bit", "chmod 0777 \"$1\"")]
    [DataRow("open to a group of others", "chgrp 4712 \"$1\"; chmod 0775 \"$1\"")]
    [DataRow("another user's", "chown 4712 \"$1\"; chmod 1777 \"$1\"")]
    [DataRow("read-only", "chmod 0755 \"$1\"")]
    [DataRow("below a folder open to all", "chmod 0777 \"${1%/*}\"; chmod 1777 \"$1\"")]
    [DataRow("with a symlink at the name", "ln -s /tmp \"$1/u4711-dev\"")]
    [DataRow("with a file at the name", "touch \"$1/u4711-dev\"; chown 4711 \"$1/u4711-dev\"")]
    [DataRow("with a folder of another user at the name", "mkdir -m 777 \"$1/u4711-dev\"; chown 4712 \"$1/u4711-dev\"")]
    public void Root_IsNotUsed(string what, string make)
    {
        foreach (var shell in Shell.Two.Select(shell => Skips.Needs("shells", shell.Required)))
        {
            using var site = Skips.Needs("shells", () => new ShellSite());
            site.NewRoot("below/shared");
            var user = site.User(Dev, "dev");
            new Command("sh", "-c", make, "sh", site.Root).Run().OrFail();
            var call = new Checkouts(site.MakeFolder("src")).Calls[0];

            Assert.AreEqual("", site.Targets(shell, user, ShellPlacesTests.Script(shell, site.WriteProfile(), [call])).Single(), $"{shell.Name}: a root that is {what}");
        }
    }

    [TestMethod]
    [DataRow("a private group's", "chown 4711:4711 \"$1\"; chmod 0775 \"$1\"", "u4711-dev/plain-")]
    [DataRow("reached through a symlink", "mv \"$1\" \"$1.real\"; ln -s \"$1.real\" \"$1\"", "u4711-dev/plain-")]
    [DataRow("where somebody took the name", "mkdir -m 777 \"$1/u4711-dev\"; chown 4712 \"$1/u4711-dev\"; mkdir -m 700 \"$1/u4711-free\"; chown 4711 \"$1/u4711-free\"", "u4711-free/plain-")]
    [DataRow("with default ACLs", "setfacl -d -m u::rwx,g::rwx,o::rwx \"$1\"", "u4711-dev/plain-")]
    [DataRow("with the set-group-ID bit", "chmod 3777 \"$1\"", "u4711-dev/plain-")]
    public void Root_IsUsed(string what, string make, string start)
    {
        foreach (var shell in Shell.Two.Select(shell => Skips.Needs("shells", shell.Required)))
        {
            using var site = Skips.Needs("shells", () => new ShellSite());
            var user = site.User(Dev, "dev");
            new Command("sh", "-c", make, "sh", site.Root).Run().OrFail();
            var call = new Checkouts(site.MakeFolder("src")).Calls[0];

            var target = site.Targets(shell, user, ShellPlacesTests.Script(shell, site.WriteProfile(), [call])).Single();
            Assert.StartsWith($"{site.Root}/{start}", target, $"{shell.Name}: a root that is {what}");
            Assert.AreEqual(0, (int)File.GetUnixFileMode(target) & 0x3F, shell.Name);
        }
    }

    // A site that gave each user <root>/$USER keeps it, as long as it is the user's own.
    [TestMethod]
    [DataRow("mkdir -m 755 \"$1/dev\"; chown 4711 \"$1/dev\"", "dev")]
    [DataRow("mkdir -m 775 \"$1/dev\"; chown 4711 \"$1/dev\"", "u4711-dev")]
    [DataRow("mkdir -m 755 \"$1/dev\"; chown 4712 \"$1/dev\"", "u4711-dev")]
    [DataRow("ln -s /tmp \"$1/dev\"", "u4711-dev")]
    public void LayoutUser_KeepsAnEstablishedFolder(string make, string folder)
    {
        foreach (var shell in Shell.Two.Select(shell => Skips.Needs("shells", shell.Required)))
        {
            using var site = Skips.Needs("shells", () => new ShellSite());
            var user = site.User(Dev, "dev");
            new Command("sh", "-c", make, "sh", site.Root).Run().OrFail();
            var call = new Checkouts(site.MakeFolder("src")).Calls[0];

            Assert.AreEqual($"{site.Root}/{folder}", site.Targets(shell, user, ShellPlacesTests.Script(shell, site.WriteProfile("user"), [call])).Single(), shell.Name);
        }
    }

    [TestMethod]
    [DataRow("CARGO_TARGET_DIR", "/theirs", "/theirs")]
    [DataRow("CARGO_BUILD_TARGET_DIR", "/theirs", "")]
    public void VariableOfTheUser_Stays(string variable, string value, string target)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var user = site.User(Dev, "dev");
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        foreach (var shell in Shell.Two.Select(shell => Skips.Needs("shells", shell.Required)))
        {
            var environment = site.NewEnvironment(user);
            environment[variable] = value;

            Assert.AreEqual(target, site.Targets(shell, user, ShellPlacesTests.Script(shell, site.WriteProfile(), [call]), environment).Single(), shell.Name);
        }
        Assert.IsEmpty(Directory.GetFileSystemEntries(site.Root));
    }

    [TestMethod]
    public void ManyAtOnce_AgreeOnOneDirectory()
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var user = site.User(Dev, "dev");
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        var text = $"{Shell.Dash.Load(site.WriteProfile())}; cd {Shell.Dash.Quote(call.Folder)}; i=0; while [ $i -lt 40 ]; do cargo build & i=$((i+1)); done; wait";

        var targets = site.Targets(Shell.Dash, user, text);

        Assert.HasCount(40, targets);
        Assert.HasCount(1, targets.Distinct());
        CollectionAssert.AreEquivalent(new[] { ".cachetasks-checkout", "CACHEDIR.TAG" }, Directory.GetFileSystemEntries(targets[0]).Select(Path.GetFileName).ToArray());
    }

    // A build directory that a configuration puts elsewhere would stay there, shared as before.
    [TestMethod]
    public void ConfiguredBuildDirectory_IsPlacedToo()
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var user = site.User(Dev, "dev");
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        ShellSite.Write(Path.Combine(call.Folder, ".cargo", "config.toml"), "[build]\nbuild-dir = \"/srv/build\"\n");
        ShellSite.Write(Path.Combine(site.Tools, "cargo"), "#!/bin/sh\nprintf '%s\\0%s\\0' \"${CARGO_TARGET_DIR-}\" \"${CARGO_BUILD_BUILD_DIR-}\"\n");

        foreach (var shell in Shell.Two.Select(shell => Skips.Needs("shells", shell.Required)))
        {
            var targets = site.Targets(shell, user, ShellPlacesTests.Script(shell, site.WriteProfile(), [call]));
            Assert.AreEqual(targets[0], targets[1], shell.Name);
            Assert.StartsWith(site.Root, targets[0]);
        }
    }
}
