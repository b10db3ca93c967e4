using CacheTasks.Platform;

namespace CacheTasks.Targets;

/// <summary>Which processes belong to this build: what this process started, and, where it is a worker, what its build started.</summary>
internal sealed class BuildFamily(IProcesses processes)
{
    private const int MostGenerations = 64;

    private readonly Lazy<int> _head = new(() => Head(processes));

    /// <summary>Something of this build.</summary>
    public bool Has(int processId) => HasStarted(processId) || Descends(processId, _head.Value);

    /// <summary>This very process started it, or what it started did.</summary>
    public bool HasStarted(int processId) => Descends(processId, processes.Current);

    private bool Descends(int processId, int ancestor)
    {
        for (var generation = 0; processId > 1 && generation < MostGenerations; generation++)
        {
            if (processId == ancestor)
            {
                return true;
            }
            processId = processes.ParentOf(processId);
        }
        return false;
    }

    // MSBuild starts its workers with this switch; one that outlived its build has no parent any more.
    private static int Head(IProcesses processes) =>
        processes.Find(processes.Current) is { Parent: > 1 } self && IsNode(self)
            && processes.Find(self.Parent) is { } parent && parent.User == self.User && !IsNode(parent) ? parent.Id : processes.Current;

    private static bool IsNode(ProcessFacts process) => process.CommandLine.Contains("/nodemode:", StringComparison.OrdinalIgnoreCase);
}
