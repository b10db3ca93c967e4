using System.Xml;
using System.Xml.Linq;

namespace CacheTasks.Doctor.Discovery;

/// <summary>Reads a project file's own targets for Execs and CacheExecs that run a tool. What it imports is not read.</summary>
internal static class ExecCalls
{
    private static readonly string[] FolderProperties = ["$(MSBuildProjectDirectory)", "$(MSBuildThisFileDirectory)", "$(ProjectDir)"];

    /// <param name="project">Absolute; nothing is found in a file that cannot be read.</param>
    public static IReadOnlyList<ExecCall> Read(string project)
    {
        try
        {
            var folder = Path.GetDirectoryName(project)!;
            return XDocument.Load(project).Descendants().Where(element => element.Name.LocalName is "Exec" or "CacheExec" && element.Parent?.Name.LocalName == "Target")
                .SelectMany(exec => Read(exec, folder)).Distinct().ToList();
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<ExecCall> Read(XElement exec, string project)
    {
        var written = (string?)exec.Attribute("WorkingDirectory") ?? "";
        foreach (var command in ToolCommand.FindAll(MSBuildText.Unescape((string?)exec.Attribute("Command") ?? "")))
        {
            var folder = Resolve(written, project) is { } start ? Resolve(command.Folder, start) : null;
            yield return new ExecCall((string?)exec.Parent!.Attribute("Name") ?? "", command.Tool, folder, command.Folder.Length == 0 ? written : null);
        }
    }

    // Other properties, items and metadata only a build knows.
    private static string? Resolve(string path, string from)
    {
        foreach (var property in FolderProperties)
        {
            path = path.StartsWith(property, StringComparison.OrdinalIgnoreCase) ? from + "/" + path.Substring(property.Length) : path;
        }
        if (path.Contains("$(") || path.Contains("@(") || path.Contains("%("))
        {
            return null;
        }
        var full = Path.GetFullPath(Path.Combine(from, MSBuildText.Unescape(path).Replace('\\', '/')));
        return full.Length > 1 ? full.TrimEnd('/') : full;
    }
}
