namespace CacheTasks.Platform;

/// <summary>
/// What decides about links and clones beyond statx(2): asked only when one failed. Values that the filesystem does not have are
/// null or false (FS_IOC_GETFLAGS(2const), FS_IOC_FSGETXATTR, fscrypt in Documentation/filesystems/fscrypt.rst).
/// </summary>
/// <param name="ProjectId">Of the directory; 0 unless somebody set one.</param>
/// <param name="InheritsProject">What is made in the directory gets its project ID, and files of another project cannot be linked in.</param>
/// <param name="NoCopyOnWrite">btrfs <c>chattr +C</c>: what is made in the directory is not copied on write.</param>
/// <param name="EncryptionPolicy">Hexadecimal master key of the fscrypt policy; null where nothing is encrypted.</param>
/// <param name="BlocksOfFilesystem">Size by statfs(2) in blocks: on a network mount it can differ where the server has a boundary.</param>
/// <param name="FilesystemType">The magic number by statfs(2): on 9p that of the host's filesystem.</param>
/// <param name="FilesystemId">By statfs(2); 0 where the filesystem has none.</param>
internal sealed record DirectoryDetails(
    uint? ProjectId, bool InheritsProject, bool NoCopyOnWrite, string? EncryptionPolicy, ulong BlocksOfFilesystem, long FilesystemType, ulong FilesystemId)
{
    public static readonly DirectoryDetails None = new(null, false, false, null, 0, 0, 0);
}
