using CacheTasks.Reports;
using CacheTasks.Steps;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>Keeps what is said of the build's steps for its report, over projects, target frameworks and nodes.</summary>
internal static class Journals
{
    /// <summary>Does nothing for a step of which no report is wanted.</summary>
    public static void Add(IBuildEngine engine, Step step, ReportedMessage message)
    {
    }
}
