using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Shells;

/// <summary>Reading the snippet never fails a login, prints nothing and leaves nothing but functions.</summary>
[TestClass]
public sealed class ShellLoginTests
{
    public static IEnumerable<object[]> Shells => Shell.All.Where(shell => shell.IsPosix).Select(shell => new object[] { shell.Name });

    public static IEnumerable<object[]> Everything => Shell.All.Select(shell => new object[] { shell.Name });

    [TestMethod]
    [DynamicData(nameof(Shells))]
    public void OddOptions_DoNotFailTheLogin(string name)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var user = site.User(4711, "dev");
        var call = new Checkouts(site.MakeFolder("src")).Calls[1];
        var expected = site.Targets(shell, user, ShellPlacesTests.Script(shell, site.WriteProfile(), [call])).Single();
        var profile = site.WriteProfile();
        var load = $"{shell.Load(profile)}; cd {shell.Quote(call.Folder)}; CDPATH=/:/tmp; export CDPATH; cargo build; cd native 2>/dev/null || printf end";

        foreach (var odd in new[] { "set -eu", "set -f", "IFS=/u", "unset IFS", "set -C", "unset HOME PWD OLDPWD", "set -a", "umask 777; umask 022", "readonly __ct_x=1", "set -- a 'b c'", "LC_ALL=C", "unset PATH; PATH=" + site.Tools + ":/usr/bin:/bin" })
        {
            var ended = site.Run(shell, user, odd + "; " + load);
            Assert.AreEqual((0, expected + "\0end", ""), (ended.ExitCode, ended.StandardOutput, ended.StandardError), odd);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Shells))]
    public void NoVariable_IsLeft(string name)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var user = site.User(4711, "dev");
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        // bash prints functions too, unless it is asked to be a POSIX shell.
        var variables = name == "bash" ? "(set -o posix; set)" : "set";
        var text = $"cd {shell.Quote(call.Folder)}; {shell.Load(site.WriteProfile())}; cargo build > /dev/null; {variables} | grep -c -E '^(__ct|CARGO_TARGET_DIR|_cachetasks[a-z_]*=)'; umask; echo \"$-\"";
        var plain = $"cd {shell.Quote(call.Folder)}; echo 0; umask; echo \"$-\"";

        Assert.AreEqual(site.Run(shell, user, plain).OrFail().StandardOutput, site.Run(shell, user, text).StandardOutput);
    }

    [TestMethod]
    public void FishKeepsNoVariable()
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named("fish").Required);
        var user = site.User(4711, "dev");

        Assert.AreEqual("", site.Run(shell, user, $"{shell.Load(site.WriteProfile())}; set --names | string match -e __ct").StandardOutput);
    }

    // Whoever has an alias or a function of that name keeps it.
    [TestMethod]
    [DataRow("dash", "alias cargo='echo mine'")]
    [DataRow("bash", "shopt -s expand_aliases; alias cargo='echo mine'")]
    [DataRow("zsh", "alias cargo='echo mine'")]
    [DataRow("busybox", "alias cargo='echo mine'")]
    [DataRow("dash", "cargo() { echo mine \"$@\"; }")]
    [DataRow("bash", "cargo() { echo mine \"$@\"; }")]
    [DataRow("zsh", "cargo() { echo mine \"$@\"; }")]
    [DataRow("fish", "function cargo; echo mine $argv; end")]
    public void OwnAliasOrFunction_Stays(string name, string own)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var user = site.User(4711, "dev");
        var file = Path.Combine(site.MakeFolder("own"), "rc");
        // An alias counts from the next line that is read.
        ShellSite.Write(file, $"{own}\n{shell.Load(site.WriteProfile())}\ncargo build\n");

        var ended = site.Run(shell, user, ". " + shell.Quote(file));
        Assert.AreEqual((0, "mine build\n", ""), (ended.ExitCode, ended.StandardOutput, ended.StandardError));
    }

    // Arguments, input and exit code reach the tool and come back as they are.
    [TestMethod]
    [DynamicData(nameof(Everything))]
    public void Call_PassesEverythingThrough(string name)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var user = site.User(4711, "dev");
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        ShellSite.Write(Path.Combine(site.Tools, "cargo"), "#!/bin/sh\nprintf '<%s>' \"$@\"; cat; exit 42\n");
        string[] words = ["run", "", "a b", "*", "$HOME", "`id`", "'\"\\", "--", "--target-dir", "-n", "ü\n"];
        var text = $"{shell.Load(site.WriteProfile())}\ncd {shell.Quote(call.Folder)}\necho in | cargo {string.Join(' ', words.Select(shell.Quote))}";

        var ended = site.Run(shell, user, text);
        Assert.AreEqual((42, string.Concat(words.Select(word => $"<{word}>")) + "in\n", ""), (ended.ExitCode, ended.StandardOutput, ended.StandardError));
    }

    [TestMethod]
    [DynamicData(nameof(Everything))]
    public void ExcludedUsers_GetNoFunction(string name)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        foreach (var (excluded, id, login, places) in new[]
        {
            ("svc-*", 4711u, "svc-ci", false), ("svc-*", 4711u, "dev", true), ("d?v", 4711u, "dev", false), ("uid<1000", 4711u, "dev", true), ("uid>=4711", 4711u, "dev", false),
            ("DOM\\*", 4711u, "DOM\\dev", false), ("nobody, uid=4711", 4711u, "", false), ("@daemon", 1u, "daemon", false), ("@daemon", 4711u, "dev", true), ("[a-c]*", 4711u, "dev", true), ("[!a-c]*;x", 4711u, "dev", false), ("*", 4711u, "it's", false),
        })
        {
            var target = site.Targets(shell, site.User(id, login), ShellPlacesTests.Script(shell, site.WriteProfile(excluded: excluded), [call])).Single();
            Assert.AreEqual(places, target.Length > 0, $"{excluded} {login}: {target}");
        }
    }

    // A process takes most of the time of a call: once the directory is there, none is started but the tool.
    [TestMethod]
    [DataRow("dash", 2)]
    [DataRow("bash", 2)]
    [DataRow("busybox", 2)]
    [DataRow("zsh", 2)]
    public void CallInAnExistingDirectory_StartsTheToolAlone(string name, int loading)
    {
        using var site = Skips.Needs("shells", () => new ShellSite());
        var shell = Skips.Needs("shells", Shell.Named(name).Required);
        var user = site.User(4711, "dev");
        var call = new Checkouts(site.MakeFolder("src")).Calls[0];
        var profile = site.WriteProfile();
        site.Targets(shell, user, ShellPlacesTests.Script(shell, profile, [call]));
        var trace = Path.Combine(site.Location, "trace");
        ShellSite.Write(trace, "");
        new Command("chown", "4711", trace).Run().OrFail();

        var traced = shell.Script(ShellPlacesTests.Script(shell, profile, [call, call, call]), site.NewEnvironment(user)).Behind("strace", "-f", "-qq", "-e", "trace=execve", "-e", "status=successful", "-o", trace);
        Skips.Needs("strace", () => user.Run(traced, site.Location).Run()).OrFail();

        // The shell itself, id twice when the snippet is read, and of each call the tool, which is a script of sh here.
        Assert.HasCount(1 + loading + 3, File.ReadAllLines(trace).Where(line => line.Contains("execve(", StringComparison.Ordinal)).ToList(), File.ReadAllText(trace));
    }
}
