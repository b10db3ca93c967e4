namespace CacheTasks.Targets.Cleaning;

/// <summary>A private target directory of this user.</summary>
/// <param name="Checkout">The path that it belongs to; null for one that all checkouts of the user share.</param>
/// <param name="IsMissing">Nothing is at that path: not when it may merely not be looked at.</param>
/// <param name="Size">Bytes on disk.</param>
/// <param name="LastUsed">When something in it was last written, or read as far as the mount notes that.</param>
internal sealed record PrivateTarget(string Path, string? Checkout, bool IsMissing, ulong Size, DateTime LastUsed);
