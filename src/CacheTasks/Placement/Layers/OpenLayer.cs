using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Layers;

/// <summary>A layer that can be read.</summary>
/// <param name="Path">As the user wrote it, absolute.</param>
internal sealed record OpenLayer(string Path, SafeFileHandle Root) : IDisposable
{
    /// <summary>Shared by all that is copied from it into one cache.</summary>
    public TransferMeans Means { get; } = new(TransferWay.Clone);

    public void Dispose() => Root.Dispose();
}
