using System.Text.Json.Nodes;
using CacheTasks.Diagnostics;
using CacheTasks.Reports;
using CacheTasks.Tests.Support;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Reports;

[TestClass]
public sealed class SarifReportTests
{
    // All reports in one process: starting the validator takes longer than validating. A report of another form shows that it validates.
    private const string Validate = """
        import json, sys
        from jsonschema import Draft4Validator
        validator = Draft4Validator(json.load(open(sys.argv[1])))
        for path in sys.argv[2:]:
            for error in validator.iter_errors(json.load(open(path))):
                print(path, list(error.absolute_path), error.message[:200])
        """;

    [TestMethod]
    public void EveryReport_IsValidByTheSchema()
    {
        using var folder = new TemporaryDirectory("sarif");
        var reports = new[] { MadeReport.Usual, MadeReport.Many, MadeReport.HostileNames, MadeReport.Large, new Report([]) };
        var paths = reports.Select((report, index) => Write(folder[$"{index}.sarif"], SarifReport.Render(report))).ToList();
        var wrong = Write(folder["wrong.sarif"], SarifReport.Render(MadeReport.Usual).Replace("\"startLine\": 3", "\"startLine\": 0", StringComparison.Ordinal));

        var said = Python(["-c", Validate, Path.Combine(Repository.Root, "tests", "CacheTasks.Tests", "Reports", "sarif-2.1.0-rtm.5.json"), .. paths, wrong]);

        AssertLines.Equal([$"{wrong} ['runs', 1, 'results', 0, 'locations', 0, 'physicalLocation', 'region', 'startLine'] 0 is less than the minimum of 1"], said.Trim().Split('\n'));
    }

    [TestMethod]
    public void Result_HasRuleLevelPlaceAndEvidence()
    {
        var run = Runs(MadeReport.Usual)[0]!;
        var result = run["results"]![0]!;

        Assert.AreEqual("CacheTasks CACHETASKS1001 warning", $"{run["tool"]!["driver"]!["name"]} {result["ruleId"]} {result["level"]}");
        Assert.AreEqual("DifferentFilesystems", (string?)run["tool"]!["driver"]!["rules"]![0]!["name"]);
        var place = result["locations"]![0]!["physicalLocation"]!;
        Assert.AreEqual("tools/Tools.csproj %SRCROOT% 12 5", $"{place["artifactLocation"]!["uri"]} {place["artifactLocation"]!["uriBaseId"]} {place["region"]!["startLine"]} {place["region"]!["startColumn"]}");
        Assert.AreEqual("file:///src/", (string?)run["originalUriBaseIds"]!["%SRCROOT%"]!["uri"]);
        Assert.AreEqual("31 /home ext4 8:3", (string?)result["properties"]!["evidence"]!["cacheMount"]);
        Assert.HasCount(2, result["properties"]!["remedies"]!.AsArray());
        Assert.AreEqual("findmnt -T /home/ana/.cache/uv", (string?)result["properties"]!["check"]);
    }

    [TestMethod]
    public void ToolsOfSteps_HaveRunsOfTheirOwn()
    {
        var runs = Runs(MadeReport.Usual);
        var result = runs[1]!["results"]![0]!;

        Assert.AreEqual("CacheTasks rustc", $"{runs[0]!["tool"]!["driver"]!["name"]} {runs[1]!["tool"]!["driver"]!["name"]}");
        Assert.AreEqual("E0308 error False", $"{result["ruleId"]} {result["level"]} {runs[1]!["invocations"]![0]!["executionSuccessful"]}".Replace("false", "False", StringComparison.Ordinal));
        Assert.AreEqual("native/src/lib.rs 1 expected because of this", $"{result["relatedLocations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]} {result["relatedLocations"]![0]!["id"]} {result["relatedLocations"]![0]!["message"]!["text"]}");
        Assert.HasCount(3, runs[0]!["properties"]!["steps"]!.AsArray());
    }

    [TestMethod]
    public void TenThousandOfOneCode_AreCappedWithACount()
    {
        var run = Runs(MadeReport.Many)[1]!;

        Assert.HasCount(1000, run["results"]!.AsArray());
        Assert.AreEqual("E0308: 9,000 more are left out here; the build's output has them.", (string?)run["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]);
    }

    [TestMethod]
    public void MessagesThatWereOnlyCounted_AreInAllNumbers()
    {
        var report = new Report([MadeReport.Broken() with { Messages = [MadeReport.TypeError() with { Repeats = 9_800 }] }]);
        const string Beyond = "9,800 more were only counted (MaxDiagnostics of CacheExec); the tool's own text in the build's output has them.";

        Assert.AreEqual("E0308: " + Beyond, (string?)Runs(report)[1]!["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]);
        Assert.Contains("did not finish; 9,801 errors", MarkdownReport.Render(report));
        Assert.Contains("error E0308 (rustc), 9,801 times", MarkdownReport.Render(report));
        Assert.Contains("- " + Beyond, MarkdownReport.Render(report));
        Assert.Contains("· 9,801 times", HtmlReport.Render(report));
        Assert.Contains("9,800 more were only counted", HtmlReport.Render(report));
    }

    [TestMethod]
    public void StepThatDidNotFinish_IsNoSuccess()
    {
        var unfinished = MadeReport.Linked() with { State = StepState.Unfinished };

        Assert.AreEqual("false", Succeeded(new Report([unfinished])));
        Assert.AreEqual("true", Succeeded(new Report([MadeReport.Linked()])));

        static string Succeeded(Report report) => Runs(report)[0]!["invocations"]![0]!["executionSuccessful"]!.ToJsonString();
    }

    [TestMethod]
    public void HostileNames_GiveAddressesAndNoLinks()
    {
        var uris = Values(JsonNode.Parse(SarifReport.Render(MadeReport.HostileNames))!).Where(value => value.Key is "uri" or "helpUri").Select(value => value.Value).ToList();

        Assert.IsNotEmpty(uris);
        foreach (var uri in uris)
        {
            Assert.IsTrue(Uri.TryCreate(uri, UriKind.RelativeOrAbsolute, out _) && uri.All(character => character is > ' ' and < '\u007f' and not ('<' or '>' or '"' or '`' or '|')), uri);
        }
        Assert.DoesNotContain("](http", string.Join("\n", Values(JsonNode.Parse(SarifReport.Render(MadeReport.HostileNames))!).Where(value => value.Key == "text").Select(value => value.Value)));
    }

    [TestMethod]
    public void EqualReports_AreEqualFiles_AndMovedLinesKeepTheirFingerprint()
    {
        var moved = MadeReport.Usual with { Steps = [MadeReport.Broken() with { Messages = [MadeReport.TypeError(30)] }] };

        Assert.AreEqual(SarifReport.Render(MadeReport.Usual), SarifReport.Render(MadeReport.Usual));
        Assert.AreEqual(Fingerprint(Runs(MadeReport.Usual)), Fingerprint(Runs(moved)));
    }

    [TestMethod]
    public void FileOutsideOfTheCheckout_IsAbsolute()
    {
        var step = MadeReport.Broken() with { Messages = [MadeReport.TypeError() with { Severity = Severity.Message, Place = new MessagePlace("/usr/lib/a b.rs") }] };

        var place = Runs(new Report([step]) { Root = MadeReport.Root })[1]!["results"]![0]!["locations"]![0]!["physicalLocation"]!;

        Assert.AreEqual("""{"artifactLocation":{"uri":"file:///usr/lib/a%20b.rs"}}""", place.ToJsonString());
    }

    private static string Fingerprint(JsonArray runs) => (string)runs[1]!["results"]![0]!["partialFingerprints"]!["cacheTasks/v1"]!;

    private static JsonArray Runs(Report report) => JsonNode.Parse(SarifReport.Render(report))!["runs"]!.AsArray();

    private static IEnumerable<(string Key, string Value)> Values(JsonNode node, string key = "") => node switch
    {
        JsonObject item => item.Where(pair => pair.Value is not null).SelectMany(pair => Values(pair.Value!, pair.Key)),
        JsonArray array => array.Where(element => element is not null).SelectMany(element => Values(element!, key)),
        _ => [(key, node.ToString())],
    };

    private static string Write(string path, string text)
    {
        File.WriteAllText(path, text);
        return path;
    }

    // The module may be one of the system's python alone, where another comes first in PATH.
    private static string Python(params string[] arguments)
    {
        var python = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(one => new Command(one, "-c", "import jsonschema").Run().Succeeded);
        if (python is null)
        {
            Lacking.Skip("python3 has no module jsonschema, which validates the reports");
        }
        return new Command(python!, arguments).Run().OrFail().StandardOutput;
    }
}
