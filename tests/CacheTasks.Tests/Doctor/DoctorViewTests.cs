using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CacheTasks.Diagnostics;
using CacheTasks.Doctor;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Doctor;

[TestClass]
public sealed partial class DoctorViewTests
{
    private const string Long = "files will be copied, not linked: the cache lies on ext4 (mount 31 at /home), the target on tmpfs (mount 40 at /dev/shm). To see it: `findmnt -T /home`. Put both on one filesystem.";

    [TestMethod]
    public void NoTerminal_HasNoFrameNoColourAndNoBreak()
    {
        var text = Render(Screen.None, Made("SyncPython"));

        Assert.DoesNotContain("\u001b", text);
        Assert.IsFalse(text.Any(character => character is >= '─' and <= '╿'), text);
        Assert.Contains(Long, text);
        StringAssert.Matches(text, new(@"^step +tool +cache +target +planned +findings$", RegexOptions.Multiline));
        StringAssert.Matches(text, new(@"^SyncPython  uv 0\.13\.8  /cache/uv  /src/python/\.venv  copy +1001$", RegexOptions.Multiline));
        Assert.IsFalse(text.Split('\n').Any(line => line.EndsWith(' ')), "a line ends in spaces");
    }

    [TestMethod]
    [DataRow(50)]
    [DataRow(80)]
    [DataRow(132)]
    public void Terminal_IsNoWiderThanItIs(int width)
    {
        var text = Render(new Screen(width, HasColours: true), Made("SyncPython", "/src/日本語の長いフォルダー名/とても長いパス/python/.venv"), Made("é́́́́combining"));

        foreach (var line in Colours().Replace(text, "").Split('\n').Skip(1))
        {
            Assert.IsLessThanOrEqualTo(width, Columns(line), line);
        }
        Assert.Contains(Words(Long), Words(Colours().Replace(text, "")));
        Assert.Contains("\u001b[", text);
    }

    [TestMethod]
    public void ColumnsOfATable_AreAligned()
    {
        var lines = Render(new Screen(120, HasColours: false), Made("短い", "/src/日本/.venv"), Made("SyncPython")).Split('\n').Where(line => line.StartsWith('│')).ToList();

        Assert.HasCount(3, lines);
        Assert.AreEqual(1, lines.Select(Columns).Distinct().Count(), string.Join("\n", lines));
    }

    [TestMethod]
    public void NamesWithMarkupAndLineBreaks_AreText()
    {
        var text = Render(Screen.None, Made("[red]a[/] <b> & `c`|d\ne\u001b[2J"));

        Assert.Contains("[red]a[/] <b> & `c`|d?e?[2J", text);
    }

    [TestMethod]
    public void CauseThatNoFindingTells_IsTold()
    {
        var text = Render(Screen.None, Made("SyncPython"));

        Assert.Contains("CACHETASKS1020  no clones: type ext4. To see it: `findmnt`. Use xfs.", text);
        Assert.AreEqual(1, Regex.Count(text, "^  CACHETASKS1001 ", RegexOptions.Multiline));
    }

    [TestMethod]
    public void Block_HasAllThatWasFound()
    {
        var text = Render(Screen.None, Made("SyncPython") with
        {
            Cache = new ExaminedPlace("/cache/uv")
            {
                Exists = true,
                Mount = new MountInfo(31, "8:1", "/", "/cache", "rw", "ext4", "/dev/sda1", "rw"),
                Size = new TreeSize(12_345, 3UL << 30, new Dictionary<uint, long> { [FileSystem.Users!.Effective] = 5, [4321] = 1_200 }, IsComplete: false),
                Room = new Room(10UL << 30, 1_000_000, ByQuota: true),
                Locks = [".lock is locked by PID 5 (uv sync)"],
            },
            Target = new ExaminedPlace("/src/python/.venv") { Silent = "nfs4 from nas:/x gave no answer within 5 s" },
            SharingCache = ["SyncTools"],
        });

        AssertLines.Equal(
            [
                "  cache           /cache/uv (UV_CACHE_DIR says so)",
                "                  ext4, mount 31 at /cache; at least 3.0 GiB in 12,345 files; 10.0 GiB and 1,000,000 inodes free by quota",
                "                  1,200 entries of 4321",
                "                  .lock is locked by PID 5 (uv sync)",
                "                  shared with SyncTools",
                "  target          /src/python/.venv (the tool says so)",
                "                  nfs4 from nas:/x gave no answer within 5 s",
                "  verdict         clone fails (EOPNOTSUPP, CACHETASKS1020), hardlink fails (EXDEV, CACHETASKS1001), symlink works, copy works",
                "  predicted       copy, with a warning of the tool",
                "  planned         copy (different filesystems)",
                "  sets            UV_LINK_MODE=copy",
                "  CACHETASKS1001  " + Long,
                "  CACHETASKS1020  no clones: type ext4. To see it: `findmnt`. Use xfs.",
                "  place           the cache stays at /cache/uv, which cannot be linked",
                "                  it could move to /src/.cachetasks-u0/uv",
            ],
            text.Split('\n').SkipWhile(line => !line.StartsWith("  cache", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void WhatIsToBePasted_IsNeverBroken()
    {
        var line = "    <CacheStep Include=\"A\" Tool=\"uv\" WorkingDirectory=\"" + new string('x', 200) + "\" />";

        Assert.Contains(line, View(new Screen(60, HasColours: false)).Render("title", [], [line]));
    }

    private static string Render(Screen screen, params IReadOnlyList<Examination> all) => View(screen).Render("title", all, []);

    private static DoctorView View(Screen screen) => new(screen, new ExaminationText(new ExaminedPlaceText(DoctorTools.Current!)));

    private static Examination Made(string name, string target = "/src/python/.venv")
    {
        var step = new MadeStep(
            ("RecordName", name), ("Tool", "uv"), ("ToolVersion", "0.13.8"), ("CacheDirectory", "/cache/uv"), ("CacheFrom", "UV_CACHE_DIR"), ("TargetDirectory", target), ("TargetFrom", "tool"),
            ("Prediction", "copy"), ("Planned", "copy"), ("Reason", "different filesystems")).Step;
        var record = JsonNode.Parse("""
            {
              "modes": {
                "clone": { "result": "fails", "errno": "EOPNOTSUPP", "cause": "CACHETASKS1020" }, "hardlink": { "result": "fails", "errno": "EXDEV", "cause": "CACHETASKS1001" },
                "symlink": { "result": "works" }, "copy": { "result": "works", "sharesBlocks": false }
              },
              "causes": [
                { "code": "CACHETASKS1001", "check": "", "evidence": {}, "remedies": [] },
                { "code": "CACHETASKS1020", "check": "findmnt", "evidence": { "type": "ext4" }, "remedies": ["Use xfs."] }
              ],
              "prediction": { "mode": "copy", "warns": true }, "planned": { "mode": "copy", "warns": false },
              "placement": { "conclusion": ["the cache stays at /cache/uv, which cannot be linked", "it could move to /src/.cachetasks-u0/uv"] },
              "environment": { "UV_LINK_MODE": "copy" }
            }
            """)!.AsObject();
        return new Examination(step, ToolProfiles.Shipped.Find("uv"), record, [new Finding(Rules.DifferentFilesystems, Long)]);
    }

    private static string Words(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    // As a terminal counts: an ideograph takes two columns, a combining mark none.
    private static int Columns(string line) => line.EnumerateRunes().Sum(rune => rune.Value is >= 0x300 and <= 0x36F ? 0 : rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xFF00 and <= 0xFF60 ? 2 : 1);

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Colours();
}
