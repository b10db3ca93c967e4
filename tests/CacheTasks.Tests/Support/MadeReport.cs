using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;
using CacheTasks.Reports;

namespace CacheTasks.Tests.Support;

/// <summary>Reports as builds make them, and some that nobody should ever see.</summary>
internal static class MadeReport
{
    public const string Root = "/src";

    /// <summary>Everything that could act on what is around it: markup of four languages, line breaks, control and direction characters, half a pair.</summary>
    public const string Hostile = "<b>&amp;|`*_[x](http://y)\r\n# h\u001b[31mred\u0007\u202Egnp\uD800</script>--> \" ' {0} %SRCROOT%";

    /// <summary>One step that links, one that copies across filesystems, one that fails with errors of its tool.</summary>
    public static Report Usual => new([Linked(), Copied(), Broken()]) { Root = Root };

    public static ReportedStep Linked(string name = "SyncPython") => Step(name, "app/App.csproj", Record("uv", "0.13.8", "/src/.cache/uv", "/src/python/.venv", "clone", """
        { "hardlink": 0, "clone": 12700, "inline": 88, "symlink": 0, "copy": 0, "own": 112, "bytesCopied": 0, "bytesShared": 880000000 }
        """)) with
    {
        State = StepState.Finished,
        Places = [Place("cache", "/src/.cache/uv", "/src", "xfs", "/dev/sda2", "8:2"), Place("target", "/src/python/.venv", "/src", "xfs", "/dev/sda2", "8:2")],
    };

    public static ReportedStep Copied(string name = "SyncTools", string cache = "/home/ana/.cache/uv", string target = "/src/tools/.venv") => Step(name, "tools/Tools.csproj", Record("uv", "0.10.4", cache, target, "copy", """
        { "hardlink": 0, "clone": 0, "inline": 0, "symlink": 0, "copy": 1700, "own": 22, "bytesCopied": 42000000, "bytesShared": 0, "secondsLost": 0.4,
          "copiedPackages": [ { "package": "requests 2.34.2", "files": 17, "bytes": 12345, "why": "The cache lies on another filesystem." } ] }
        """, $$"""
        [ { "code": "CACHETASKS1001", "check": "findmnt -no TARGET,FSTYPE -T {{cache}}", "evidence": { "cacheMount": "31 /home ext4 8:3", "targetMount": "29 /src xfs 8:2" },
            "remedies": [ "Set CacheDirectory to a folder below /src, or set Placement=\"colocate\".", "If the copies are wanted, set LinkMode=\"copy\"." ] } ]
        """)) with
    {
        TargetFramework = "net8.0",
        State = StepState.Finished,
        Places = [Place("cache", cache, "/home", "ext4", "/dev/sda3", "8:3"), Place("target", target, "/src", "xfs", "/dev/sda2", "8:2")],
        Messages =
        [
            new ReportedMessage(Severity.Warning, Rules.DifferentFilesystems.Code, "CacheTasks",
                $"uv will copy 1,700 files: {cache} (31 /home ext4) and {target} (29 /src xfs) are on different filesystems. To see it: `findmnt -T {cache}`. Set Placement=\"colocate\" on the step, or CacheDirectory to a folder below `/src`.",
                new MessagePlace("/src/tools/Tools.csproj", 12, 5)) { HelpLink = "file:///docs/diagnostics.md#cachetasks1001" },
        ],
    };

    public static ReportedStep Broken(string name = "BuildNative") => Step(name, "app/App.csproj", Record("cargo", "1.95.0", null, "/src/native/target", "hardlink")) with
    {
        State = StepState.Unfinished,
        Places = [Place("target", "/src/native/target", "/src", "xfs", "/dev/sda2", "8:2")],
        Messages = [TypeError()],
    };

    public static ReportedMessage TypeError(int line = 3) =>
        new(Severity.Error, "E0308", "rustc", "mismatched types: expected `i32`, found `&str`", new MessagePlace("/src/native/src/lib.rs", line, 5, line, 12))
        {
            HelpLink = "https://doc.rust-lang.org/error_codes/E0308.html",
            Rendered = $"error[E0308]: mismatched types\n --> src/lib.rs:{line}:5\n  |\n{line} |     \"seven\"\n  |     ^^^^^^^ expected `i32`, found `&str`\n",
            Related = [new RelatedPlace("expected because of this", new MessagePlace("/src/native/src/lib.rs", 1, 20, 1, 23))],
        };

    /// <summary>Ten thousand of one code, and a few of others.</summary>
    public static Report Many => new([Broken() with { Messages = [.. Enumerable.Range(1, 10_000).Select(TypeError), .. Copied().Messages] }]) { Root = Root };

    /// <summary>Every text that is not ours is <see cref="Hostile"/>.</summary>
    public static Report HostileNames => new(
    [
        Copied(Hostile, "/home/" + Hostile, "/src/" + Hostile) with
        {
            Project = "/src/" + Hostile + "/App.csproj",
            TargetFramework = Hostile,
            Messages =
            [
                new ReportedMessage(Severity.Error, Hostile, Hostile, Hostile + " To see it: `" + Hostile, new MessagePlace("/src/" + Hostile, 1, 1)) { Rendered = Hostile, HelpLink = Hostile, Related = [new RelatedPlace(Hostile, new MessagePlace("/x/" + Hostile, 2))] },
                new ReportedMessage(Severity.Warning, "CACHETASKS1001", "CacheTasks", $"{Hostile}. To see it: `ls`. {Hostile}", new MessagePlace(Hostile, 1, 1)),
                new ReportedMessage(Severity.Message, "", "", "", new MessagePlace("")),
            ],
            Places = [Place("cache", "/home/" + Hostile, "/home/" + Hostile, "ext4", Hostile, "8:3"), Place("target", "/src/" + Hostile, "/src", "xfs", Hostile, "8:2")],
        },
        Copied() with { Record = [], Places = [] },
        Copied() with { Record = JsonNode.Parse("""{ "outcome": 7, "causes": "x", "planned": [], "modes": [1], "placement": { "candidates": [ 3, {} ], "conclusion": 4 }, "cache": {} }""")!.AsObject() },
    ]) { Root = Root };

    /// <summary>Sixteen steps over six filesystems, with shared caches and a shared target.</summary>
    public static Report Large => new([.. Enumerable.Range(0, 16).Select(Nth)]) { Root = Root };

    private static ReportedStep Nth(int number)
    {
        string[] modes = ["clone", "hardlink", "symlink", "copy", "fails", ""];
        var (mode, disk) = (modes[number % 6], number % 5);
        var target = number >= 14 ? "/data/shared/target" : $"/src/projects/a-very-long-name-of-a-project-{number}/with/a/deep/folder/.venv";
        var step = Copied($"Step{number:D2}WithAName", $"/mnt/disk{disk}/caches/uv", target);
        step.Record["outcome"] = null;
        step.Record["planned"] = mode == "fails" ? new JsonObject { ["mode"] = null, ["fails"] = new JsonObject { ["operation"] = "link", ["errno"] = "EPERM" } } : new JsonObject { ["mode"] = mode, ["fails"] = null };
        return step with
        {
            Places =
            [
                Place("cache", $"/mnt/disk{disk}/caches/uv", $"/mnt/disk{disk}", disk == 4 ? "nfs4" : "ext4", disk == 4 ? "server:/export/caches" : $"/dev/sd{(char)('b' + disk)}1", $"8:{disk + 10}") with { IsNetwork = disk == 4 },
                number >= 14 ? Place("target", target, "/data", "btrfs", "/dev/sdz", "0:44") : Place("target", target, "/src", "xfs", "/dev/sda2", "8:2"),
            ],
        };
    }

    private static ReportedPlace Place(string role, string path, string mount, string type, string source, string device) => new(role, path, mount, type, source, device) { FreeBytes = 128_000_000_000 };

    private static ReportedStep Step(string name, string project, JsonObject record) => new($"/src/{project}", "", name, record, []);

    private static JsonObject Record(string tool, string version, string? cache, string target, string mode, string outcome = "null", string causes = "[]") => new()
    {
        ["tool"] = tool,
        ["toolVersion"] = version,
        ["cache"] = cache,
        ["target"] = target,
        ["causes"] = ParseOr(causes),
        ["planned"] = new JsonObject { ["mode"] = mode, ["warns"] = false, ["fails"] = null },
        ["outcome"] = ParseOr(outcome),
    };

    // Names with quotes are no JSON inside of a sample's text.
    private static JsonNode? ParseOr(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or ArgumentException)
        {
            return new JsonArray(new JsonObject { ["code"] = "CACHETASKS1001", ["check"] = Hostile, ["evidence"] = new JsonObject { ["cache"] = Hostile }, ["remedies"] = new JsonArray(Hostile) });
        }
    }
}
