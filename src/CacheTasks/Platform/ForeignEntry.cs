namespace CacheTasks.Platform;

/// <summary>Why this user cannot change an entry that belongs to another.</summary>
internal enum Obstacle
{
    None,

    /// <summary>A file that may not be read and written, a folder in which nothing can be made or removed (faccessat(2)).</summary>
    NotWritable,

    /// <summary>It lies in a folder whose sticky bit lets only its owner remove it (unlink(2)).</summary>
    Sticky,
}

/// <summary>An entry of another user.</summary>
internal readonly record struct ForeignEntry(string Path, FileKind Kind, uint Owner, uint Mode, uint Links, Obstacle Obstacle)
{
    /// <summary>A file that has other names, inside the tree or anywhere else: who changes it changes it there too.</summary>
    public bool HasOtherNames => Kind == FileKind.File && Links > 1;
}
