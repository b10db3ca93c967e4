namespace CacheTasks.Targets;

/// <summary>Names that other users chose: none of them may write lines of its own into a build's output.</summary>
internal static class PrintedText
{
    public static string Of(string text) => text.Any(char.IsControl) ? new string(text.Select(character => char.IsControl(character) ? '?' : character).ToArray()) : text;
}
