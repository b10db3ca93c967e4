using System.Text.Json;
using System.Text.Json.Nodes;

namespace CacheTasks.Doctor;

/// <summary>
/// Copies of the project's records in a folder that goes away: tasks read in them what earlier builds chose, and write there what they would write.
/// </summary>
internal sealed class RehearsalRecords : IDisposable
{
    /// <param name="records">The project's folder of records; one of a target framework may lie in a folder below.</param>
    public RehearsalRecords(string? records)
    {
        Location = Path.Combine(Path.GetTempPath(), "cachetasks-doctor-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Location);
        if (records is null || !Directory.Exists(records))
        {
            return;
        }
        foreach (var file in new[] { records }.Concat(Directory.GetDirectories(records)).SelectMany(folder => Directory.GetFiles(folder, "*.json")))
        {
            var copy = Path.Combine(Location, Path.GetFileName(file));
            if (!File.Exists(copy))
            {
                File.Copy(file, copy);
            }
        }
    }

    public string Location { get; }

    /// <summary>What a step's record says now; empty when there is none.</summary>
    public JsonObject Read(string name)
    {
        var path = Path.Combine(Location, name + ".json");
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Location, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Something in the system's folder for what goes away anyway.
        }
    }
}
