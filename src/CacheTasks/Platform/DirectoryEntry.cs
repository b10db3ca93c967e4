namespace CacheTasks.Platform;

/// <summary>A name in a directory. <see cref="Kind"/> is null where the filesystem tells it only by a status.</summary>
internal readonly record struct DirectoryEntry(string Name, FileKind? Kind);
