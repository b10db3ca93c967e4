using System.Text.RegularExpressions;
using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>What services make annotations of: lines of a build's console, by patterns that they publish.</summary>
[TestClass]
public sealed partial class AnnotationTests(TestContext context) : BuildTest(context)
{
    // -tl:on: on a terminal there is no [project], which GitHub's pattern wants. Summary: what dotnet build prints when nobody says otherwise.
    [TestMethod]
    [DataRow("-m:2", 1)]
    [DataRow("-m:2 -clp:Summary", 2)]
    [DataRow("-m:2 -tl:on", 0)]
    public void Warning_IsOneAnnotation(string switches, int times)
    {
        ArgumentNullException.ThrowIfNull(switches);
        using var other = new OtherFilesystem();
        var (first, second) = (Step.Uv("SyncFirst", "../python"), Step.Uv("SyncSecond", "../python") with { Sources = null });
        var one = With(first).TwoFrameworks().Set("UV_CACHE_DIR", other.Location).Write();
        var two = one.Beside("two").Add(second).TwoFrameworks().Write();

        var build = one.Run(one.SolutionWith(two), switches.Split(' '));

        Says(build, one.At(first, "1001"), two.At(second, "1001"));
        var lines = build.Output.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var found = lines.Select(line => GitHub().Match(line)).Where(match => match.Success).ToList();
        var expected = build.Diagnostics.SelectMany(said => Enumerable.Repeat($"{said.File} {said.Line} warning {said.Code} {said.Text}", times));
        Assert.AreEqual(string.Join('\n', expected.Order(StringComparer.Ordinal)), string.Join('\n', found.Select(match => string.Join(' ', match.Groups.Values.Skip(1).Take(5).Select(group => group.Value))).Order(StringComparer.Ordinal)));
        foreach (var line in found)
        {
            Assert.AreEqual($"{line.Groups[1].Value}|warning|{line.Groups[4].Value}", Canonical(line.Value));
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
