using System.Collections.Immutable;
using System.Security;
using System.Text;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>A CacheStep item and the target that it names, as a user writes them; all text in MSBuild's escaping.</summary>
public sealed record Step(string Name, string Tool, string Folder, string Command)
{
    private ImmutableList<(string Name, string Value)> Metadata { get; init; } = [];

    /// <summary>Null: no target, the item alone.</summary>
    public string? Target { get; init; } = Name;

    /// <summary>Empty: nothing calls the target.</summary>
    public string Hook { get; init; } = "BeforeTargets=\"BeforeBuild\"";

    public string ItemCondition { get; init; } = "";

    public string TargetCondition { get; init; } = "";

    /// <summary>Further attributes of the Exec, as XML.</summary>
    public string ExecAttributes { get; init; } = "";

    /// <summary>A task in front of the Exec, as XML.</summary>
    public string Before { get; init; } = "";

    /// <summary>Makes what the tool works on: consumer's root, the step's folder, the step's name. Null: nobody does.</summary>
    public Action<string, string, string>? Sources { get; init; } = Consumers.Sources.None;

    /// <summary>How the item's element begins in the project.</summary>
    public string ItemStart => $"<CacheStep Include=\"{Escape(Name)}\"";

    public static Step Uv(string name = "SyncPython", string folder = "python", string command = "uv sync") =>
        new(name, "uv", folder, command) { Sources = Consumers.Sources.Python };

    public static Step Cargo(string name = "BuildNative", string folder = "native", string command = "cargo build") =>
        new(name, "cargo", folder, command) { Sources = Consumers.Sources.Cargo };

    /// <summary>With one more metadata; it replaces what the item would say by itself.</summary>
    public Step With(string metadata, string value) => this with { Metadata = Metadata.Add((metadata, value)) };

    public void Prepare(string root, string project) =>
        Sources?.Invoke(root, Path.Combine(project, Uri.UnescapeDataString(Folder)), Name);

    public string ItemXml()
    {
        var xml = new StringBuilder(ItemStart);
        var own = new[] { ("Tool", Tool), ("WorkingDirectory", Folder) }.ExceptBy(Metadata.Select(pair => pair.Name), pair => pair.Item1);
        foreach (var (name, value) in own.Concat(Metadata))
            xml.Append($" {name}=\"{Escape(value)}\"");
        if (ItemCondition.Length > 0)
            xml.Append($" Condition=\"{Escape(ItemCondition)}\"");
        return xml.Append(" />").ToString();
    }

    public string TargetXml() => Target is null ? "" :
        $"""
          <Target Name="{Escape(Target)}" {Hook} Condition="{Escape(TargetCondition)}">
            {Before}
            <Exec Command="{Escape(Command)}" WorkingDirectory="{Escape(Folder)}" {ExecAttributes} />
          </Target>

        """;

    private static string Escape(string text) => SecurityElement.Escape(text);
}
