using System.ComponentModel;
using System.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Running;

/// <summary>Ends a process and all that it started: they are asked first, so that cargo and uv can tidy up, and then not asked any more.</summary>
internal sealed class TreeEnd(Process process, ManualResetEvent exited)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    public void End(TimeSpan grace)
    {
        if (FileSystem.ProcessTrees is { } trees)
        {
            End(trees, grace);
        }
        else
        {
            Kill();
        }
        exited.WaitOne(TimeSpan.FromSeconds(5));
    }

    private void End(IProcessTrees trees, TimeSpan grace)
    {
        // Looked up before anything ends: a child whose parent is gone cannot be found any more.
        var members = trees.Find(process.Id).ToList();
        members.ForEach(member => trees.End(member, force: false));
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < grace && members.Exists(member => trees.IsRunning(member));)
        {
            Thread.Sleep(Step);
        }
        foreach (var member in members.Where(member => trees.IsRunning(member)).SelectMany(member => trees.Find(member.Id)).Distinct().ToList())
        {
            trees.End(member, force: true);
        }
    }

    private void Kill()
    {
        try
        {
#if NET
            process.Kill(entireProcessTree: true);
#else
            using var killer = Process.Start(new ProcessStartInfo("taskkill", "/F /T /PID " + process.Id) { UseShellExecute = false, CreateNoWindow = true });
            killer?.WaitForExit();
#endif
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // It ended by itself, is ending, or a descendant belongs to someone else.
        }
    }
}
