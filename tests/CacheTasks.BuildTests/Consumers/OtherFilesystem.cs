using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>A folder that no file of a consumer can be linked into, on a machine where nobody may mount anything.</summary>
public sealed class OtherFilesystem : IDisposable
{
    private const string Memory = "/dev/shm";

    public OtherFilesystem()
    {
        if (!Directory.Exists(Memory) || Device(Memory) == Device(Path.GetTempPath()))
            Assert.Inconclusive($"{Memory} is not a filesystem apart from {Path.GetTempPath()}");
        Location = Directory.CreateDirectory(Path.Combine(Memory, $"cachetasks-{Guid.NewGuid():N}")).FullName;
    }

    public string Location { get; }

    public void Dispose() => Directory.Delete(Location, recursive: true);

    private static string Device(string path) => new Command("stat", "-c", "%d", path).Run().OrFail().StandardOutput;
}
