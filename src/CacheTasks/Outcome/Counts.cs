using System.Text.Json.Nodes;

namespace CacheTasks.Outcome;

/// <summary>How the files came into the target, by number, and the bytes that were written or shared.</summary>
internal sealed class Counts
{
    private readonly int[] _files = new int[(int)Arrival.Own + 1];

    public long BytesCopied { get; private set; }

    public long BytesShared { get; private set; }

    /// <summary>All that takes up room in the target: copies, and what the tool wrote itself.</summary>
    public long BytesWritten { get; private set; }

    public int this[Arrival arrival] => _files[(int)arrival];

    public int Links => this[Arrival.Hardlink] + this[Arrival.Clone] + this[Arrival.Inline];

    public int Total => _files.Sum();

    public void Add(Arrival arrival, long bytes)
    {
        _files[(int)arrival]++;
        BytesCopied += arrival == Arrival.Copy ? bytes : 0;
        BytesShared += arrival is Arrival.Hardlink or Arrival.Clone or Arrival.Symlink ? bytes : 0;
        BytesWritten += arrival is Arrival.Copy or Arrival.Inline or Arrival.Own ? bytes : 0;
    }

    public void Add(Counts others)
    {
        for (var arrival = 0; arrival < _files.Length; arrival++)
        {
            _files[arrival] += others._files[arrival];
        }
        BytesCopied += others.BytesCopied;
        BytesShared += others.BytesShared;
        BytesWritten += others.BytesWritten;
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
        ["bytesWritten"] = BytesWritten,
    };

    /// <summary>In words, leaving out what there is none of.</summary>
    public override string ToString()
    {
        var parts = new[] { (Arrival.Hardlink, "hard link"), (Arrival.Clone, "clone"), (Arrival.Inline, "inline"), (Arrival.Symlink, "symlink"), (Arrival.Copy, "cop") }
            .Where(part => this[part.Item1] > 0)
            .Select(part => $"{this[part.Item1]:N0} {Plural(part.Item2, this[part.Item1])}")
            .ToList();
        parts.Add($"{this[Arrival.Own]:N0} own");
        return string.Join(", ", parts);
    }

    private static string Plural(string noun, int number) => noun switch
    {
        "inline" => noun,
        "cop" => number == 1 ? "copy" : "copies",
        _ => number == 1 ? noun : noun + "s",
    };
}
