using System.Text.Json.Nodes;

namespace CacheTasks.Outcome;

/// <summary>How the files came into the target, by number, and the bytes that were written or shared.</summary>
internal sealed class Counts
{
    private readonly int[] _files = new int[(int)Arrival.Own + 1];

    public long BytesCopied { get; private set; }

    public long BytesShared { get; private set; }

    public int this[Arrival arrival] => _files[(int)arrival];

    public int Links => this[Arrival.Hardlink] + this[Arrival.Clone] + this[Arrival.Inline];

    public int Total => _files.Sum();

    public void Add(Arrival arrival, long bytes)
    {
        _files[(int)arrival]++;
        BytesCopied += arrival == Arrival.Copy ? bytes : 0;
        BytesShared += arrival is Arrival.Hardlink or Arrival.Clone or Arrival.Symlink ? bytes : 0;
    }

    public JsonObject ToJson() => new()
    {
        ["hardlink"] = this[Arrival.Hardlink],
        ["clone"] = this[Arrival.Clone],
        ["inline"] = this[Arrival.Inline],
        ["symlink"] = this[Arrival.Symlink],
        ["copy"] = this[Arrival.Copy],
        ["own"] = this[Arrival.Own],
        ["bytesCopied"] = BytesCopied,
        ["bytesShared"] = BytesShared,
    };

    /// <summary>In words, leaving out what there is none of.</summary>
    public override string ToString()
    {
        var parts = new[] { (Arrival.Hardlink, "hard link"), (Arrival.Clone, "clone"), (Arrival.Inline, "inline"), (Arrival.Symlink, "symlink"), (Arrival.Copy, "cop") }
            .Where(part => this[part.Item1] > 0)
            .Select(part => $"{this[part.Item1]} {Plural(part.Item2, this[part.Item1])}")
            .ToList();
        parts.Add($"{this[Arrival.Own]} own");
        return string.Join(", ", parts);
    }

    private static string Plural(string noun, int number) => noun switch
    {
        "inline" => noun,
        "cop" => number == 1 ? "copy" : "copies",
        _ => number == 1 ? noun : noun + "s",
    };
}

/// <summary>How one file came from the cache into the target.</summary>
internal enum Arrival
{
    /// <summary>The cache's file under a second name.</summary>
    Hardlink,

    /// <summary>Another file that shares its blocks.</summary>
    Clone,

    /// <summary>A clone too small to share anything.</summary>
    Inline,
    Symlink,
    Copy,

    /// <summary>Written by the tool itself; there is nothing in the cache to link.</summary>
    Own,
}
