using CacheTasks.Platform;
using CacheTasks.Targets;

namespace CacheTasks.Tests.Support;

/// <summary>Watches of cargo's locks in a target, with the real locks and processes unless a test says otherwise.</summary>
internal static class Watches
{
    public static LockWatch Make(string target, TimeSpan limit, Func<LockWait, bool> say, IProcesses? processes = null)
    {
        var (files, locks, all) = (FileSystem.Current!, FileSystem.Locks!, processes ?? FileSystem.Processes!);
        var text = new ProcessText(all, files, new OwnerNames(MadeUsers.Of(), HostFacts.Plain));
        var contention = new Contention(new MadeStep().Step, MadeProfile.Shipped("cargo"), text, new BuildFamily(all));
        return new LockWatch(locks, all, new LockHolders(locks, all), contention, Find, limit, say);

        IReadOnlyList<LockFile> Find()
        {
            using var mounts = files.ReadMounts();
            return new LockFiles(files, mounts).Find(target, [".cargo-lock"]);
        }
    }
}
