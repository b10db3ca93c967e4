using System.Text;
using System.Text.RegularExpressions;
using CacheTasks.Steps;

namespace CacheTasks.Targets.Shells;

/// <summary>A tool with a private target as a shell has to know it: one entry of the table in the snippet.</summary>
internal sealed class ShellTool
{
    // A name that a shell takes for a function's or a variable's, whatever shell it is.
    private static readonly Regex PlainName = new("^[A-Za-z_][A-Za-z0-9_-]*$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex PlainVariable = new("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly ToolProfile _profile;

    private ShellTool(ToolProfile profile) => _profile = profile;

    /// <summary>The name of the executable and of the function.</summary>
    public string Name => _profile.Executable;

    /// <summary>Null when a shell cannot find out what the profile's tool would answer, or could not set it.</summary>
    public static ShellTool? From(ToolProfile profile) =>
        profile.PrivateTarget && PlainName.IsMatch(profile.Executable) && PlainVariable.IsMatch(profile.TargetVariable)
            && profile.OtherTargetVariables.All(name => PlainVariable.IsMatch(name)) && KnowsWorkspace(profile) ? new ShellTool(profile) : null;

    /// <summary>The tools of these profiles that a shell can serve, each executable once.</summary>
    public static IReadOnlyList<ShellTool> From(ToolProfiles profiles) =>
        [.. profiles.Names.Select(name => profiles.Find(name)).OfType<ToolProfile>().Select(From).OfType<ShellTool>().GroupBy(tool => tool.Name).Select(same => same.First())];

    /// <summary>The entry: assignments that the functions read.</summary>
    public string Entry()
    {
        var text = new StringBuilder($"  {Name})\n");
        foreach (var (name, value) in Values())
        {
            text.Append($"    __ct_{name}={Literal.Posix(value)}\n");
        }
        return text.Append("    ;;").ToString();
    }

    // A tool that does not name its workspace works in the current directory; one that does is asked, or has a file that marks it.
    private static bool KnowsWorkspace(ToolProfile profile) =>
        profile.WorkspaceProperty.Length == 0 || (profile.WorkspaceManifest.Length > 0 && profile.WorkspaceTable.Length > 0);

    private IEnumerable<(string Name, string Value)> Values() =>
    [
        ("variable", _profile.TargetVariable),
        ("variables", Lines([_profile.TargetVariable, .. _profile.OtherTargetVariables])),
        ("build_variable", PlainVariable.IsMatch(_profile.BuildVariable) ? _profile.BuildVariable : ""),
        ("manifest_name", _profile.WorkspaceManifest),
        ("table", _profile.WorkspaceTable),
        ("exclusion", _profile.WorkspaceExclusion),
        ("workspace_question", Words(_profile.WorkspaceArguments)),
        ("target_question", Words(_profile.TargetArguments)),
        ("target_property", _profile.TargetProperty),
        ("target_name", _profile.WorkspaceTarget),
        ("manifest_option", _profile.ManifestOption),
        ("directory_option", _profile.DirectoryOption),
        ("target_option", _profile.TargetOption),
        ("config_option", _profile.ConfigOption),
        ("value_options", Lines(_profile.ValueOptions)),
        ("other_commands", Lines(_profile.OtherCommands)),
        ("config_files", Lines(_profile.ConfigFiles)),
        ("home_variable", PlainVariable.IsMatch(_profile.ConfigHome) ? _profile.ConfigHome : ""),
        ("home_default", _profile.ConfigHomeDefault),
        ("target_keys", Lines(_profile.ConfigTargetKeys)),
        ("build_keys", Lines(_profile.ConfigBuildKeys)),
    ];

    private static string Words(string arguments) => Lines(arguments.Split([' '], StringSplitOptions.RemoveEmptyEntries));

    private static string Lines(IEnumerable<string> words) => string.Join("\n", words);
}
