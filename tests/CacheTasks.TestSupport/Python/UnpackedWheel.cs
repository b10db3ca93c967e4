using System.IO.Compression;

namespace CacheTasks.TestSupport;

/// <summary>A wheel as a tool's cache holds it: unpacked, one folder a wheel.</summary>
public static class UnpackedWheel
{
    /// <param name="id">The folder's name.</param>
    /// <returns>Its path.</returns>
    public static string Make(string folder, string id, string package)
    {
        var path = Path.Combine(folder, id);
        using var scratch = new TemporaryDirectory("wheel");
        var wheel = Wheel.Mixed(package).WriteTo(scratch.Location);
        ZipFile.ExtractToDirectory(wheel, path);
        return path;
    }
}
