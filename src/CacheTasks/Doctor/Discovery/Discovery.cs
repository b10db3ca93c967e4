using CacheTasks.Targets;

namespace CacheTasks.Doctor.Discovery;

/// <summary>What steps a project without any could have: by its own Execs, and by the uv and cargo projects of its checkout.</summary>
internal sealed record Discovery(IReadOnlyList<Proposal> Proposals, IReadOnlyList<string> Ending)
{
    // A project can have so many steps.
    private const int Most = 16;

    /// <param name="folder">The project's, absolute.</param>
    /// <param name="project">Its file.</param>
    /// <param name="taken">Names of its targets.</param>
    /// <param name="home">A home that is a checkout, of somebody's settings, is none of what lies in it; null: not known.</param>
    public static Discovery Of(string folder, string project, IEnumerable<string> taken, string? home)
    {
        var root = TargetLayout.FindCheckout(folder) is { } checkout && checkout != home?.TrimEnd('/') ? checkout : folder;
        var walk = new FolderWalk();
        var all = Proposal.Of(ExecCalls.Read(project), new ProjectSearch().Run(walk.Run(root)), taken, folder);
        var proposals = all.Take(Most).ToList();
        return new Discovery(proposals, End(proposals, all.Count, project, walk.IsCut ? root : null));
    }

    private static List<string> End(List<Proposal> proposals, int found, string project, string? cut)
    {
        List<string> lines = [];
        if (found > 0)
        {
            lines.AddRange(["", $"To add {(proposals.Count == 1 ? "it" : "them")}, paste this into {PrintedText.Of(Path.GetFileName(project))}, before </Project>:", "", .. ProposalXml.Lines(proposals)]);
        }
        if (found > proposals.Count)
        {
            lines.AddRange(["", $"{found} were found; a project can have {Most} steps."]);
        }
        if (cut is not null)
        {
            lines.AddRange(["", $"{PrintedText.Of(cut)} has more folders than were searched."]);
        }
        return lines;
    }
}
