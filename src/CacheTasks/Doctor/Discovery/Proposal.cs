using System.Globalization;
using System.Text;

namespace CacheTasks.Doctor.Discovery;

/// <summary>A step that a project could have.</summary>
/// <param name="Name">Of the target: one that the project has, or a new one.</param>
/// <param name="Folder">Where the tool runs, absolute.</param>
/// <param name="WorkingDirectory">As the item says it, in MSBuild's escaping; empty: the project's folder.</param>
/// <param name="Command">Of the new target's Exec; null where the project has the target.</param>
internal sealed record Proposal(string Name, string Tool, string Folder, string WorkingDirectory, string? Command)
{
    /// <summary>First for each Exec that is there, then for each project that no Exec runs.</summary>
    /// <param name="taken">Names of targets that a new one must not have.</param>
    /// <param name="from">The project's folder, absolute.</param>
    public static IReadOnlyList<Proposal> Of(IReadOnlyList<ExecCall> calls, IReadOnlyList<ToolProject> projects, IEnumerable<string> taken, string from)
    {
        var proposals = calls.Where(call => call.Target.Length > 0).Select(call => Of(call, projects, from)).OfType<Proposal>().Distinct().ToList();
        var names = new HashSet<string>(taken.Concat(calls.Select(call => call.Target)), StringComparer.OrdinalIgnoreCase);
        foreach (var project in projects.Where(project => !proposals.Exists(proposal => Covers(proposal, project))))
        {
            var isUv = project.Tool == ToolProject.Uv;
            var name = Free((isUv ? "Sync" : "Build") + Words(Path.GetFileName(project.Folder), isUv ? "Python" : "Native"), names);
            proposals.Add(new Proposal(name, project.Tool, project.Folder, MSBuildText.Escape(RelativePath.Of(from, project.Folder)), isUv ? "uv sync" : "cargo build"));
        }
        return proposals;
    }

    private static Proposal? Of(ExecCall call, IReadOnlyList<ToolProject> projects, string from)
    {
        // A folder that only a build knows is the one project of that tool, where there is one.
        var folder = call.Folder ?? OnlyOf(projects, call.Tool)?.Folder;
        return folder is null || !Directory.Exists(folder) ? null
            : new Proposal(call.Target, call.Tool, folder, call.WorkingDirectory ?? MSBuildText.Escape(RelativePath.Of(from, folder)), null);
    }

    private static ToolProject? OnlyOf(IReadOnlyList<ToolProject> projects, string tool)
    {
        var all = projects.Where(project => project.Tool == tool).Take(2).ToList();
        return all.Count == 1 ? all[0] : null;
    }

    // A tool that runs in a folder of a project, such as a member of a workspace, works on that project.
    private static bool Covers(Proposal proposal, ToolProject project) =>
        proposal.Tool.StartsWith(project.Tool, StringComparison.Ordinal) && Colocation.PathText.IsWithin(proposal.Folder, project.Folder);

    private static string Words(string folder, string instead)
    {
        var name = new StringBuilder();
        var begins = true;
        foreach (var character in folder)
        {
            var isKept = character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
            if (isKept)
            {
                name.Append(begins ? char.ToUpperInvariant(character) : character);
            }
            begins = !isKept;
        }
        return name.Length == 0 ? instead : name.ToString();
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = name + number.ToString(CultureInfo.InvariantCulture);
        }
        return free;
    }
}
