namespace CacheTasks.Steps;

/// <summary>What a shell has to know of a tool to find its private target without asking it (docs/shells.md).</summary>
internal sealed partial class ToolProfile
{
    /// <summary>The file that marks a package or a workspace, such as <c>Cargo.toml</c>.</summary>
    public string WorkspaceManifest => Text("WorkspaceManifest");

    /// <summary>The TOML table by which a manifest is a workspace's, such as <c>workspace</c>.</summary>
    public string WorkspaceTable => Text("WorkspaceTable");

    /// <summary>The key in that table by which folders below do not belong to it: where it stands, the tool is asked.</summary>
    public string WorkspaceExclusion => Text("WorkspaceExclusion");

    /// <summary>Arguments that print the path of the workspace's manifest.</summary>
    public string WorkspaceArguments => Text("WorkspaceArguments");

    /// <summary>The option that names the manifest.</summary>
    public string ManifestOption => Text("ManifestOption");

    /// <summary>The option, before the command, that names the working directory.</summary>
    public string DirectoryOption => Text("DirectoryOption");

    /// <summary>The option that names the target.</summary>
    public string TargetOption => Text("TargetOption");

    /// <summary>The option that gives a setting or a file of settings.</summary>
    public string ConfigOption => Text("ConfigOption");

    /// <summary>Options before the command whose value is an argument of its own.</summary>
    public IReadOnlyList<string> ValueOptions => List("ValueOptions");

    /// <summary>Commands that use no target; <c>COMMAND:OPTION</c> uses one with that option, whose value is a folder.</summary>
    public IReadOnlyList<string> OtherCommands => List("OtherCommands");

    /// <summary>Configuration files, looked for in the working directory and the folders above it.</summary>
    public IReadOnlyList<string> ConfigFiles => List("ConfigFiles");

    /// <summary>The variable that names a folder with such files for the whole user.</summary>
    public string ConfigHome => Text("ConfigHome");

    /// <summary>That folder below HOME, where the variable is not set.</summary>
    public string ConfigHomeDefault => Text("ConfigHomeDefault");

    /// <summary>Words in a configuration by which it may name the target.</summary>
    public IReadOnlyList<string> ConfigTargetKeys => List("ConfigTargetKeys");

    /// <summary>Words in a configuration by which it may name the directory for intermediate files.</summary>
    public IReadOnlyList<string> ConfigBuildKeys => List("ConfigBuildKeys");
}
