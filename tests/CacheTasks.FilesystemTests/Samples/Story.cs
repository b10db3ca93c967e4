using System.Collections;
using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests.Samples;

/// <summary>A sample that is a script which checks its own claims: samples/NAME/story.sh.</summary>
internal static class Story
{
    // Packed once for all stories of a run.
    private static readonly Lazy<TemporaryDirectory> s_packed = new(() =>
    {
        var folder = new TemporaryDirectory("story");
        PackedFeed.Pack(folder["feed"], folder["pack"]);
        return folder;
    });

    /// <summary>A folder of wheels that uv may install from, as the run's own environment names it; null: none.</summary>
    internal static string? Wheels { get; set; }

    /// <summary>The CARGO_HOME of the run's own environment, which says where crates come from; null: cargo's usual one.</summary>
    internal static string? CargoHome { get; set; }

    internal static void End()
    {
        if (s_packed.IsValueCreated)
            s_packed.Value.Dispose();
    }

    /// <summary>The folder of wheels, for a story whose packages are real ones.</summary>
    internal static string NeedWheels() =>
        Wheels ?? throw new UnavailableException("UV_FIND_LINKS names no folder of wheels, and tests ask no public index");

    /// <param name="claims">What the script must have said, so that it cannot get lost.</param>
    internal static void Tell(string sample, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> claims)
    {
        Skips.Needs($"samples/{sample}", () => Environment.UserName == "root" ? true : throw new UnavailableException("only root can mount folders and become other users"));

        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");
        variables["STORY_FEED"] = s_packed.Value["feed"];
        foreach (var (name, value) in environment)
            variables[name] = value;
        var told = new Command("sh", Path.Combine(Repository.Root, "samples", sample, "story.sh")) { Limit = TimeSpan.FromMinutes(10), Environment = variables }.Run();

        Assert.AreEqual(0, told.ExitCode, told.ToString());
        foreach (var claim in claims)
            Assert.Contains(claim, told.StandardOutput);
        Assert.AreEqual("", told.StandardError);
    }

    /// <summary>Real uv in PATH, and the wheels that it installs.</summary>
    internal static Dictionary<string, string> WithUv()
    {
        var uv = Path.GetDirectoryName(Uv.Find("0.13.8").Path);
        return new() { ["PATH"] = $"{uv}:{Environment.GetEnvironmentVariable("PATH")}", ["UV_FIND_LINKS"] = NeedWheels() };
    }
}
