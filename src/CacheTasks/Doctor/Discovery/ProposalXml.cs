using System.Xml.Linq;

namespace CacheTasks.Doctor.Discovery;

/// <summary>Proposals as XML to paste into the project, before its last line.</summary>
internal static class ProposalXml
{
    public static IEnumerable<string> Lines(IReadOnlyList<Proposal> proposals) =>
        proposals.Count == 0 ? []
        : new[] { new XElement("ItemGroup", proposals.Select(Item)) }.Concat(proposals.Where(proposal => proposal.Command is not null).Select(Target))
            .SelectMany(element => element.ToString().Replace("\r\n", "\n").Split('\n')).Select(line => "  " + line);

    private static XElement Item(Proposal proposal) => new(
        "CacheStep", new XAttribute("Include", proposal.Name), new XAttribute("Tool", proposal.Tool), Folder(proposal));

    private static XElement Target(Proposal proposal) => new(
        "Target", new XAttribute("Name", proposal.Name), new XAttribute("BeforeTargets", "BeforeBuild"),
        new XElement("Exec", new XAttribute("Command", proposal.Command!), Folder(proposal)));

    private static XAttribute? Folder(Proposal proposal) => proposal.WorkingDirectory.Length == 0 ? null : new XAttribute("WorkingDirectory", proposal.WorkingDirectory);
}
