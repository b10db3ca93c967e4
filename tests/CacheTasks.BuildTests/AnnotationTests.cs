using System.Text.RegularExpressions;
using CacheTasks.BuildTests.Consumers;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests;

/// <summary>What services make annotations of: lines of a build's console, by patterns that they publish.</summary>
[TestClass]
public sealed partial class AnnotationTests(TestContext context) : BuildTest(context)
{
    // dotnet build prints a summary whatever it is told. -tl:on: lines without the [PROJECT] that GitHub's pattern wants.
    [TestMethod]
    [DataRow("msbuild -restore -tl:off -clp:NoSummary", 1)]
    [DataRow("build -tl:off -clp:NoSummary", 2)]
    [DataRow("build -tl:on", 0)]
    public void Warning_IsOneAnnotation(string command, int times)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var other = new OtherFilesystem();
        var (first, second) = (Step.Uv("SyncFirst", "../python"), Step.Uv("SyncSecond", "../python") with { Sources = null });
        var one = With(first).Set("UV_CACHE_DIR", other.Location).Write();
        var two = one.Beside("two").Add(second).TwoFrameworks().Write();

        var ended = new Command("dotnet", [.. command.Split(' '), one.SolutionWith(two), "-m:2", "-v:m", "-nr:false"]) { WorkingDirectory = one.Root, Environment = one.Environment }.Run().OrFail();

        var found = ended.StandardOutput.Split('\n').Select(line => GitHub().Match(line.TrimEnd('\r'))).Where(match => match.Success).ToList();
        var expected = new[] { one.At(first, "1001"), two.At(second, "1001") }.Select(heading => heading.Split(',')[0]).SelectMany(heading => Enumerable.Repeat(heading, times)).ToList();
        CollectionAssert.AreEquivalent(expected, found.Select(match => $"{match.Groups[3].Value} {match.Groups[4].Value} {match.Groups[1].Value}({match.Groups[2].Value}").ToList(), ended.ToString());
        foreach (var match in found)
        {
            StringAssert.Matches(match.Groups[5].Value, new(@"^Sync(First|Second): files will be copied, not linked: .* set LinkMode=""copy""\.$"));
            // The file is relative to the folder of the project.
            Assert.IsTrue(File.Exists(Path.Combine(Path.GetDirectoryName(match.Groups[6].Value)!, match.Groups[1].Value)), match.Value);
            Assert.AreEqual($"{match.Groups[1].Value}|warning|CACHETASKS1001", Canonical(match.Value));
        }
    }

    private static string Canonical(string line)
    {
        var match = MSBuild().Match(line);
        return $"{Location().Match(match.Groups["ORIGIN"].Value).Groups["FILENAME"].Value}|{match.Groups["CATEGORY"].Value}|{match.Groups["CODE"].Value}";
    }

    // actions/setup-dotnet, .github/csc.json: file, line, severity, code, message, project.
    [GeneratedRegex(@"^(.*)\((\d+)(?:,\d+|,\d+,\d+)?\):\s+(error|warning)\s+([a-zA-Z]+(?<!MSB)\d+):\s*(.*?)\s+\[(.*?)\]$")]
    private static partial Regex GitHub();

    // dotnet/msbuild, CanonicalError.cs: what MSBuild takes for a diagnostic in a tool's output, and so do the services that read a build's lines.
    [GeneratedRegex(@"^\s*(((?<ORIGIN>(((\d+>)?[a-zA-Z]?:[^:]*)|([^:]*))):)|())(?<SUBCATEGORY>(()|([^:]*? )))(?<CATEGORY>(error|warning))( \s*(?<CODE>[^: ]*))?\s*:(?<TEXT>.*)$", IgnoreCase)]
    private static partial Regex MSBuild();

    [GeneratedRegex(@"^(\d+>)?(?<FILENAME>.*)\((?<LOCATION>[\,,0-9,-]*)\)\s*$")]
    private static partial Regex Location();
}
