using NuGet.Versioning;

namespace CacheTasks.Steps;

/// <summary>Reads versions as tools print them: <c>uv 0.13.8 (x86_64-unknown-linux-gnu)</c>, <c>cargo 1.95.0 (f2d3ce0bd 2026-03-21)</c>.</summary>
internal static class ToolVersions
{
    private static readonly char[] Separators = [' ', '\t', '(', ')', ',', '\r'];

    /// <summary>The first version of at least two parts in the text's first line, also behind a <c>v</c> or <c>go</c>; null when there is none.</summary>
    public static NuGetVersion? Find(string text)
    {
        var line = text.TrimStart().Split('\n')[0];
        foreach (var word in line.Length > 500 ? [] : line.Split(Separators))
        {
            var number = word.StartsWith("go", StringComparison.Ordinal) ? word.Substring(2) : word.Length > 1 && word[0] is 'v' or 'V' ? word.Substring(1) : word;
            if (number.Contains('.') && number.Length > 0 && number[0] is >= '0' and <= '9' && NuGetVersion.TryParse(number, out var version))
            {
                return version;
            }
        }
        return null;
    }
}
