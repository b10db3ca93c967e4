using System.Text.Json;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Shells;

/// <summary>One call of cargo: where, with which arguments; whether a target is to be set at all.</summary>
internal sealed record Call(string Name, string Folder, IReadOnlyList<string> Arguments, bool Places = true);

/// <summary>Checkouts of all shapes, and what cargo says of each.</summary>
internal sealed class Checkouts
{
    private const string Package = "[package]\nname = \"p\"\nversion = \"1.0.0\"\nedition = \"2021\"\n";
    private const string Root = Package + "[workspace]\n";

    private readonly string _folder;
    private readonly List<Call> _calls = [];

    public Checkouts(string folder)
    {
        _folder = folder;
        Names();
        Workspaces();
        VersionControl();
        CommandLines();
        Configurations();
    }

    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>The workspace that cargo itself finds.</summary>
    public static string WorkspaceOf(Call call)
    {
        var manifest = call.Arguments.TakeWhile(word => word != "--").SelectMany(word => word.Split('=')).SkipWhile(word => word != "--manifest-path").Take(2);
        var ended = new Command("cargo", ["metadata", "--format-version", "1", "--no-deps", "--offline", .. manifest]) { WorkingDirectory = call.Folder }.Run().OrFail();
        return JsonDocument.Parse(ended.StandardOutput).RootElement.GetProperty("workspace_root").GetString()!;
    }

    private void Names()
    {
        foreach (var name in new[] { "plain", "mit Leerzeichen", "a'b\"c$HOME`id`\\d", ".dotfiles", "..", "new\nline", "ünï-日本", "-C", "*", new string('x', 200), new string('ü', 40), "…" })
        {
            var checkout = name == ".." ? "dots/..." : $"names/{name}";
            Make($"{checkout}/.git/HEAD", "");
            Make($"{checkout}/native/Cargo.toml", Root);
            Add(name, $"{checkout}/native");
        }
    }

    private void Workspaces()
    {
        Make("ws/Cargo.toml", "# [workspace] is below\n" + Root + "members = [\n  \"core\",\n  \"deep/er\",\n]\n[workspace.lints.rust]\nunsafe_code = \"allow\"\n");
        Make("ws/core/Cargo.toml", Package.Replace("\"p\"", "\"core\"", StringComparison.Ordinal) + "[lints]\nworkspace = true\n[dependencies]\nworkspace-hack = { path = \"../deep/er\", package = \"er\" }\n");
        Make("ws/deep/er/Cargo.toml", Package.Replace("\"p\"", "\"er\"", StringComparison.Ordinal));
        Add("member", "ws/core");
        Add("folder of a member", "ws/core/src");
        Add("deeper member", "ws/deep/er");
        Make("ex/Cargo.toml", Root + "exclude = [\"inner\"]\n");
        Make("ex/inner/Cargo.toml", Package);
        Add("excluded from the workspace", "ex/inner");
        Add("workspace with exclude", "ex");
        Make("pw/ws/Cargo.toml", Root + "members = [\"../other\"]\n");
        Make("pw/other/Cargo.toml", Package.Replace("\"p\"", "\"other\"", StringComparison.Ordinal).Replace("[package]\n", "[package]\nworkspace = \"../ws\"\n", StringComparison.Ordinal));
        Add("package.workspace", "pw/other");
        Make("sp/Cargo.toml", Package + "[ workspace ]\nmembers = [\"m\"]\n");
        Make("sp/m/Cargo.toml", Package.Replace("\"p\"", "\"m\"", StringComparison.Ordinal));
        Add("header with blanks", "sp/m");
        Make("im/Cargo.toml", Package + "[workspace.package]\nlicense = \"MIT\"\n");
        Add("workspace by a table below it", "im");
        Make("alone/Cargo.toml", Package + "description = \"\"\"\n[workspace]\n\"\"\"\n");
        Add("text that looks like a header", "alone");
        Make("above/Cargo.toml", Package);
        Make("above/below/Cargo.toml", Package);
        Add("package below a package", "above/below");
    }

    private void VersionControl()
    {
        foreach (var mark in new[] { ".hg", ".jj" })
        {
            Make($"vc{mark}/{mark}/x", "");
            Make($"vc{mark}/a/b/Cargo.toml", Root);
            Add(mark, $"vc{mark}/a/b");
        }
        Make("worktree/.git", "gitdir: /elsewhere\n");
        Make("worktree/Cargo.toml", Root);
        Add("worktree", "worktree");
        Make("super/.git/HEAD", "");
        Make("super/Cargo.toml", Root + "members = [\"sub\"]\n");
        Make("super/sub/.git", "gitdir: ../.git/modules/sub\n");
        Make("super/sub/Cargo.toml", Package.Replace("\"p\"", "\"sub\"", StringComparison.Ordinal));
        Add("submodule that is a member", "super/sub");
        Make("none/Cargo.toml", Root);
        Add("no version control", "none");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "ws/core"));
        Add("symlink to a member", "link");
    }

    private void CommandLines()
    {
        Add("manifest", "none", "build", "--manifest-path", "../ws/core/Cargo.toml");
        Add("manifest with equals", "none", "--color", "never", "test", "--manifest-path=../names/plain/native/Cargo.toml");
        Add("manifest beside", "ws/core", "build", "--manifest-path", "Cargo.toml");
        Add("after the dashes", "none", "run", "--", "--target-dir", "x", "--manifest-path", "y");
        Add("configuration that is something else", "none", "build", "--config", "net.offline=true");
        Make("nothing/README", "");
        foreach (var words in new[] { "install ripgrep", "--version", "+stable install ripgrep", "build --target-dir out", "build --target-dir=out", "build --config build.target-dir=\"out\"", "build --config file.toml", "new x", "script.rs" })
            _calls.Add(new Call(words, Path.Combine(_folder, "none"), words.Split(' '), Places: false));
        _calls.Add(new Call("no command", Path.Combine(_folder, "none"), [], Places: false));
        _calls.Add(new Call("no manifest", Path.Combine(_folder, "nothing"), ["build"], Places: false));
    }

    private void Configurations()
    {
        foreach (var (name, text, places) in new[]
        {
            ("comment", "# target-dir = \"out\"\n[net]\nretry = 1\n", true), ("default", "[build]\ntarget-dir = \"target\"\n", true),
            ("elsewhere", "[build]\ntarget-dir = \"out\"\n", false), ("dotted", "build.target-dir = \"out\"", false),
        })
        {
            Make($"config-{name}/.cargo/config.toml", text);
            Make($"config-{name}/Cargo.toml", Root);
            _calls.Add(new Call("config " + name, Path.Combine(_folder, $"config-{name}"), ["build"], places));
        }
    }

    private void Add(string name, string folder, params string[] arguments) =>
        _calls.Add(new Call(name, Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName, arguments.Length > 0 ? arguments : ["build"]));

    private void Make(string relative, string text)
    {
        var path = Path.Combine(_folder, relative);
        ShellSite.Write(path, text);
        if (Path.GetFileName(path) == "Cargo.toml")
            ShellSite.Write(Path.Combine(Path.GetDirectoryName(path)!, "src", "lib.rs"), "");
    }
}
