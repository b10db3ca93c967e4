using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Layers;

/// <summary>A layer that can be read.</summary>
/// <param name="Path">As the user wrote it, absolute.</param>
/// <param name="IsRemote">It lies on a mount that answers across a network.</param>
internal sealed record OpenLayer(string Path, SafeFileHandle Root, bool IsRemote = false) : IDisposable
{
    /// <summary>Shared by all that is copied from it into one cache.</summary>
    public TransferMeans Means { get; } = new(TransferWay.Clone) { Waits = IsRemote };

    public void Dispose() => Root.Dispose();
}
