namespace CacheTasks.TestSupport;

/// <summary>A new folder under TMPDIR that goes away with everything in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory(string purpose = "test") =>
        Location = Directory.CreateTempSubdirectory($"cachetasks-{purpose}-").FullName;

    public string Location { get; }

    public string this[params ReadOnlySpan<string> parts] => Path.Combine([Location, .. parts]);

    public void Dispose()
    {
        if (Directory.Exists(Location))
            Directory.Delete(Location, recursive: true);
    }
}
