using CacheTasks.Platform;

namespace CacheTasks.Colocation;

/// <summary>One of the cache's own files.</summary>
/// <param name="Package">Number of the package that it belongs to, from 0; the files of one package are in the order in which a tool walks them.</param>
/// <param name="Number">Its place in that order.</param>
/// <param name="IsRewritten">The tool copies it and writes into the copy, so it is never linked.</param>
internal sealed record SampledFile(string Path, FileStatus Status, int Package, int Number, bool IsRewritten = false)
{
    // EFS ends at 177, NTFS at 1,023, most others in the ten thousands: below this no limit is near.
    private const uint ManyLinks = 170;

    /// <summary>What the permission to link depends on: files of one kind are tried once (proc_sys_fs(5), FS_IOC_SETFLAGS(2const)).</summary>
    public (uint Owner, uint Group, uint Mode, InodeAttributes Attributes, uint Links) Kind(uint user) =>
        Status.Owner == user && (Status.Attributes & (InodeAttributes.Immutable | InodeAttributes.AppendOnly)) == 0
            ? (user, 0, Status.Mode & OwnerReads, 0, Many)
            : (Status.Owner, Status.Group, Status.Mode, Status.Attributes, Many);

    private const uint OwnerReads = 0x100;
    private const uint OwnerWrites = 0x80;

    /// <summary>A copy keeps the mode, so its owner cannot write it; root can.</summary>
    public bool CopyIsReadOnly(uint user) => user != 0 && (Status.Mode & OwnerWrites) == 0;

    private uint Many => Status.Links < ManyLinks ? 0 : Status.Links;
}

/// <summary>How the system answered for one file, which stands for all of its kind.</summary>
/// <param name="Read">Opening it.</param>
/// <param name="IsLower">It lies in a lower layer of an overlay, where a link would copy it up, so that was not tried.</param>
internal sealed record SampleTrial(SampledFile File, IReadOnlyList<SampledFile> Alike, Errno Read, Errno Link, Errno Cloned, bool IsLower);
