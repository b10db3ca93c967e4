namespace CacheTasks.Doctor.Discovery;

/// <summary>A folder in which a tool has something to do.</summary>
/// <param name="Tool">The profile that fits.</param>
/// <param name="Folder">Absolute.</param>
internal sealed record ToolProject(string Tool, string Folder)
{
    public const string Uv = "uv";
    public const string Cargo = "cargo";
}
