namespace CacheTasks.CompilerCaches;

/// <summary>What the wrapper wrote down while the step ran: a line for each call that sccache did not answer.</summary>
internal sealed class Notes
{
    private readonly List<(string Kind, string Text)> _lines;

    private Notes(List<(string, string)> lines) => _lines = lines;

    /// <summary>How many calls were not cacheable, for each reason: <c>bin</c>, <c>proc-macro</c>, <c>incremental</c> …</summary>
    public IReadOnlyDictionary<string, long> NotCacheable => TextsOf("not cacheable").GroupBy(reason => reason).ToDictionary(reason => reason.Key, reason => (long)reason.Count());

    /// <summary>Crates that were compiled as they are, since what they make holds a path or depends on a hidden variable.</summary>
    public IReadOnlyList<string> Own => TextsOf("own").Distinct().ToList();

    /// <summary>Directories of crates that lie neither in the checkout nor in CARGO_HOME.</summary>
    public IReadOnlyList<string> Outside => TextsOf("outside").Distinct().ToList();

    /// <summary>Crates in which a macro put a real path of this checkout.</summary>
    public IReadOnlyList<string> Leaks => TextsOf("leaks").Distinct().ToList();

    /// <summary>How often sccache failed where the compiler did not.</summary>
    public int Failed => TextsOf("failed").Count();

    /// <summary>The first of these, for a person: the crate and the exit code.</summary>
    public string FirstFailure => TextsOf("failed").FirstOrDefault()?.Split([' '], 2) is { Length: 2 } parts ? $"{parts[1]}, {(int.TryParse(parts[0], out _) ? "exit code " : "")}{parts[0]}" : "";

    public static Notes Read(string file)
    {
        try
        {
            return Of(File.Exists(file) ? File.ReadAllLines(file) : []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Of();
        }
    }

    public static Notes Of(params string[] lines) => new(lines.Select(Split).ToList());

    private IEnumerable<string> TextsOf(string kind) => _lines.Where(line => line.Kind == kind).Select(line => line.Text);

    private static (string, string) Split(string line)
    {
        var parts = line.Split([": "], 2, StringSplitOptions.None);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
