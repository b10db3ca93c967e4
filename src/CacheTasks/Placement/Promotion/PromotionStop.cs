using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.Placement.Promotion;

/// <summary>What is said when the store takes no more.</summary>
internal static class PromotionStop
{
    public static bool Is(Errno errno) => errno == Errno.ENOSPC || errno == Errno.EDQUOT || errno == Errno.EROFS;

    public static Finding Of(string store, Errno errno) => new(
        errno == Errno.EROFS ? Rules.ReadOnly : errno == Errno.ENOSPC || errno == Errno.EDQUOT ? Rules.NoSpace : Rules.NotWritable,
        $"the promotion to {PrintedText.Of(store)} stopped, {errno.Name} ({errno.Text}): what is there is complete and can be used, the rest is not there. {(errno == Errno.ENOSPC || errno == Errno.EDQUOT ? "Make room, and promote again" : "Promote again when it can be written")}.");
}
