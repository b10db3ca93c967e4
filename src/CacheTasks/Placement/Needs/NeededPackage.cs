namespace CacheTasks.Placement.Needs;

/// <summary>One version of a package that a lock file names.</summary>
/// <param name="Name">Normalised as PEP 503 says.</param>
/// <param name="Version">As the lock file writes it; <see cref="PythonVersion"/> compares. Empty: it does not say it.</param>
/// <param name="Wheels">File names of the wheels that the lock file lists; empty: any of that version.</param>
/// <param name="MayBeBuilt">A wheel built from a source distribution or repository may serve.</param>
internal sealed record NeededPackage(string Name, string Version, IReadOnlyList<string> Wheels, bool MayBeBuilt)
{
    /// <summary>Built from a tree that lies beside the lock file, so that no other machine needs it from a cache.</summary>
    public bool IsLocal { get; init; }
}
