using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Which tests may be skipped on a machine that is meant to run them all.</summary>
internal static class Skips
{
    private const string RequireVariable = "CACHETASKS_TEST_REQUIRE_LAB";

    internal static IReadOnlyDictionary<string, string> Allowed { get; } =
        Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "allowed-skips.txt")));

    /// <summary>Runs a test's set-up, named as a row, a fixture or a version of uv; what this machine lacks skips the test, or fails it where a skip is not allowed.</summary>
    internal static T Needs<T>(string test, Func<T> setUp)
    {
        try
        {
            return setUp();
        }
        catch (UnavailableException exception)
        {
            if (!IsFailure(test, Environment.GetEnvironmentVariable(RequireVariable), Allowed))
                Assert.Inconclusive($"{test}: {exception.Message}");
            throw new AssertFailedException($"{test} may not be skipped here ({RequireVariable}=1): {exception.Message}", exception);
        }
    }

    /// <summary>A fixture's name on the list covers its rows.</summary>
    internal static bool IsFailure(string test, string? required, IReadOnlyDictionary<string, string> allowed) =>
        required == "1" && !allowed.Keys.Any(name => test == name || test.StartsWith(name + " ", StringComparison.Ordinal));

    /// <summary>Lines of <c>name: reason</c>; a name without a reason is refused.</summary>
    internal static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines) =>
        lines.Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(": ", 2))
            .ToDictionary(
                part => part[0],
                part => part.Length == 2 ? part[1] : throw new FormatException($"allowed-skips.txt: '{part[0]}' has no reason"));
}
