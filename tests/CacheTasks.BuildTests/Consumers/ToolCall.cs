namespace CacheTasks.BuildTests.Consumers;

public sealed record ToolCall(string Tool, string Folder, string Arguments)
{
    public static ToolCall Parse(string line)
    {
        var parts = line.Split('\t', 3);
        return new ToolCall(parts[0], parts[1], parts[2]);
    }
}
