namespace CacheTasks.Targets.Shells;

/// <summary>What a snippet is made of.</summary>
/// <param name="Root">The shared root, absolute, without a slash at its end.</param>
/// <param name="Layout">checkout, workspace or user.</param>
internal sealed record ShellProfile(string Root, string Layout, ExcludedPatterns Excluded, IReadOnlyList<ShellTool> Tools)
{
    /// <summary>What finds the directory, in POSIX sh: every shell runs it, so that there is one answer.</summary>
    public string Place { get; } = Template.Fill(
        "place.sh",
        ("TOOLS", string.Join("\n", Tools.Select(tool => tool.Entry()))),
        ("EXCLUDED_LOGINS", Excluded.Logins),
        ("EXCLUDED_IDS", Excluded.Conditions),
        ("ROOT", Literal.Posix(Root)),
        ("LAYOUT", Literal.Posix(Layout)));

    /// <summary>The files and their texts. A script is meant to be run, all else to be read by a shell.</summary>
    public IEnumerable<ProfileFile> Files() =>
    [
        new("cachetasks.sh", PosixProfile.Text(this)),
        new("cachetasks.fish", FishProfile.Text(this)),
        new("cachetasks.ps1", PowerShellProfile.Text(this)),
        .. Tools.Select(tool => new ProfileFile(PowerShellProfile.ScriptOf(tool), PosixProfile.Script(this, tool)) { IsScript = true }),
    ];

    /// <summary>A fill-in that all files share.</summary>
    public (string Name, string Value) RootText => ("ROOT_TEXT", Literal.Comment(Root));
}
