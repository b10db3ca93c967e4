using System.Text;

namespace CacheTasks.Targets.Shells;

/// <summary>A text that is built into the assembly, with places such as <c>@ROOT@</c> to be filled.</summary>
internal static class Template
{
    private const string Prefix = "shells/";

    /// <param name="name">The file's name in this folder.</param>
    /// <param name="values">What to put for <c>@NAME@</c>; a value is never looked at for further names.</param>
    public static string Fill(string name, params (string Name, string Value)[] values)
    {
        var text = new StringBuilder();
        var rest = Read(name);
        while (Next(rest, values) is { At: >= 0 } next)
        {
            text.Append(rest, 0, next.At).Append(next.Value);
            rest = rest.Substring(next.At + next.Length);
        }
        return text.Append(rest).ToString();
    }

    private static (int At, int Length, string Value) Next(string text, (string Name, string Value)[] values) =>
        values.Select(value => (At: text.IndexOf($"@{value.Name}@", StringComparison.Ordinal), value.Name.Length + 2, value.Value))
            .Where(found => found.At >= 0)
            .OrderBy(found => found.At)
            .DefaultIfEmpty((-1, 0, ""))
            .First();

    private static string Read(string name)
    {
        using var stream = typeof(Template).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"the assembly has no text {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A checkout may have other line ends; a shell takes a carriage return for a part of the last word.
        return reader.ReadToEnd().Replace("\r\n", "\n").TrimEnd('\n');
    }
}
