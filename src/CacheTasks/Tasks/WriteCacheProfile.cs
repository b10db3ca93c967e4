using CacheTasks.Platform;
using CacheTasks.Targets.Shells;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Writes snippets for the shells of people who run a tool by hand, so that they land in the directory that the build uses:
/// cachetasks.sh, cachetasks.fish, cachetasks.ps1 and a script for each tool.
/// </summary>
/// <remarks>Steps: one item that stands for the request and names the project in DefinedIn. Reports 0002 and 0006.</remarks>
[MSBuildMultiThreadableTask]
public sealed class WriteCacheProfile : StepTask
{
    /// <summary>The shared root. Nothing is written without one.</summary>
    public string? SharedRoot { get; set; }

    /// <summary>checkout, workspace or user; checkout by default.</summary>
    public string? TargetLayout { get; set; }

    /// <summary>Users that get no function: logins with <c>*</c>, <c>uid&lt;1000</c>, <c>@group</c>, separated by semicolons.</summary>
    public string? ExcludedUsers { get; set; }

    /// <summary>The folder to write to; made when it is missing.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The files, whether they had to be written or said the same already.</summary>
    [Output]
    public ITaskItem[] Files { get; set; } = [];

    private protected override ITaskItem[] Run(IFileSystem files, ITaskItem[] steps)
    {
        var request = new ProfileRequest(SharedRoot ?? "", TargetLayout ?? "", ExcludedUsers ?? "");
        var folder = FullPath(Folder);
        var written = request.Read(Profiles, FullPath) is { } profile ? request.Write(profile, folder) : [];
        foreach (var item in steps)
        {
            Report(item, View(item), request.Findings);
        }
        Files = written.Select(path => (ITaskItem)ItemMetadata.Create(path)).ToArray();
        if (written.Count > 0)
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"    CacheTasks  profile for shells: {folder}. Copy cachetasks.sh to /etc/profile.d, cachetasks.fish to /etc/fish/conf.d (docs/shells.md)");
        }
        return steps;
    }
}
