using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.Seeding;

/// <summary>One entry of a run: opened when its turn comes, checked against its RECORD when it is complete, then renamed to its place.</summary>
internal sealed class EntryJob(CopyTools tools, EntryOrder entry, SafeFileHandle from, SafeFileHandle staging, SafeFileHandle to, CancellationToken cancellation) : TransferJob
{
    private const uint Readable = 0x1ED;
    private const uint OwnerAll = 0x1C0;

    private WheelRecord? _record;

    public EntryOutcome Outcome { get; private set; } = new(entry, EntryState.Failed, "was not reached", null);

    public override bool Begin(out SafeFileHandle source, out SafeFileHandle? target)
    {
        NoHandle.After(Errno.None, out source);
        target = null;
        var opened = entry.HasPlainName ? tools.Trees.OpenDirectory(from, entry.Name, out source) : Errno.EINVAL;
        if (!opened.Succeeded)
        {
            return Fail("reading", opened);
        }
        if (entry.IsWheel && !Expect(source))
        {
            source.Dispose();
            Outcome = Outcome with { State = EntryState.Refused, Why = "has no RECORD" };
            return false;
        }
        // As the umask of this process leaves it; others may read the source's.
        var mode = tools.Trees.Stat(source, out var status).Succeeded ? (status.Mode & Readable) | OwnerAll : OwnerAll;
        var made = tools.Files.MakeDirectory(staging, entry.Name, mode);
        made = made.Succeeded ? tools.Trees.OpenDirectory(staging, entry.Name, out target) : made;
        if (!made.Succeeded)
        {
            source.Dispose();
            return Fail("writing", made);
        }
        return true;
    }

    public override void End(TransferResult result)
    {
        if (result.Fault is { } fault)
        {
            Outcome = EntryOutcome.Failed(entry, fault);
            return;
        }
        if (_record?.Matches(result) == false || (entry.ChecksContents && !WheelContents.Match(tools.Trees, staging, entry.Name)))
        {
            Outcome = new EntryOutcome(entry, EntryState.Refused, "holds other files than its RECORD says", result);
            return;
        }
        var placed = Place();
        Outcome = placed == Errno.EEXIST ? new EntryOutcome(entry, EntryState.Present, "", result)
            : placed.Succeeded ? new EntryOutcome(entry, EntryState.Copied, "", result)
            : EntryOutcome.Failed(entry, new TransferFault(TransferRefusal.Failed, "", "renaming", placed));
    }

    private bool Expect(SafeFileHandle source)
    {
        _record = WheelRecord.Read(tools.Trees, source);
        if (_record is not null)
        {
            MostFiles = _record.Files;
            MostBytes = _record.MostBytes;
            Unsized = _record.Unsized;
        }
        return _record is not null;
    }

    private Errno Place()
    {
        var placed = tools.Trees.Rename(staging, entry.Name, to, entry.Name);
        // Where several work at once, another may have put a good one since the old one was looked at, and a tool may be linking from it.
        if (placed != Errno.EEXIST || !entry.Replaces || ArchiveCheck.IsGood(tools, to, entry.Name, entry.ChecksContents, cancellation))
        {
            return placed;
        }
        // A moment without either is as if the entry were not there yet, which every reader can take.
        var away = tools.Trees.Rename(to, entry.Name, staging, "damaged-" + entry.Name);
        return away.Succeeded || away == Errno.ENOENT ? tools.Trees.Rename(staging, entry.Name, to, entry.Name) : away;
    }

    private bool Fail(string doing, Errno errno)
    {
        Outcome = EntryOutcome.Failed(entry, new TransferFault(TransferRefusal.Failed, "", doing, errno));
        return false;
    }
}
