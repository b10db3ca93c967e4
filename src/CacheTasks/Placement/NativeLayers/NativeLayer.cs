using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Placement.NativeLayers;

/// <summary>
/// Gives a tool that takes read-only layers itself those that are there, by its own variable: nothing is copied. A layer that cannot be used is
/// left out, and a value that the user set stays, in front of the layers or behind them as the profile says.
/// </summary>
/// <param name="watchdog">Touches a layer that may hang before this process does.</param>
/// <param name="environment">As the user left it.</param>
/// <param name="ask">What the tool prints for these arguments; null where it cannot say.</param>
internal sealed class NativeLayer(IFileSystem files, Watchdog watchdog, Func<string, string?> environment, Func<string, string?> ask)
{
    private readonly List<Finding> _findings = [];

    /// <summary>Sets the step's variables.</summary>
    /// <param name="layers">Absolute, in order.</param>
    public IReadOnlyList<Finding> Apply(Step step, ToolProfile profile, IReadOnlyList<string> layers)
    {
        _findings.Clear();
        if (profile.LayerVersions is { } versions && ToolVersions.Find(step.ToolVersion) is { } version && !versions.Satisfies(version))
        {
            Refuse($"no layer is used: {profile.Executable} {step.ToolVersion} takes none, versions {versions.OriginalString} do. Use one of them.");
            return _findings;
        }
        if (profile.LayerVariables.FirstOrDefault(variable => !variable.KeepsUser && Named(step, variable.Name) is not null) is { } named)
        {
            _findings.Add(new Finding(Rules.EnvironmentDecides, $"{named.Name}={StepFaults.Shorten(Named(step, named.Name)!)} is set, so the layers of {profile.Name} do not count for this step.", Severity.Message));
            return _findings;
        }
        var usable = layers.Where(layer => IsUsable(layer, profile)).ToList();
        foreach (var further in profile.LayerSeparator.Length == 0 ? usable.Skip(1) : [])
        {
            Refuse($"the layer {PrintedText.Of(further)} is not used: {profile.Executable} takes one, which is {usable[0]}. Remove the others.");
        }
        if (usable.Count > 0)
        {
            Set(step, profile, profile.LayerSeparator.Length == 0 ? [usable[0]] : usable);
        }
        return _findings;
    }

    private void Set(Step step, ToolProfile profile, List<string> layers)
    {
        var paths = layers.Select(layer => profile.LayerPath.Replace("{layer}", IsAddress(profile) ? Escape(layer) : layer)).ToList();
        var values = profile.LayerVariables.Select(variable => (variable.Name, Value: variable.Fill(paths, variable.KeepsUser ? Existing(step, profile, variable.Name) : "", profile.LayerSeparator))).ToList();
        if (profile.LayersFollowCache && profile.LayerVariables.Any(variable => variable.KeepsUser && Existing(step, profile, variable.Name).Length == 0))
        {
            Refuse($"no layer is used: {profile.Executable} writes to the first folder of {values[0].Name}, and none is known. Set CacheTasksRoot, {values[0].Name}, or CacheDirectory on the step.");
            return;
        }
        foreach (var (name, value) in values)
        {
            step.SetVariable(name, value);
        }
    }

    private bool IsUsable(string layer, ToolProfile profile)
    {
        if (watchdog.FindSilent(layer) is { } silent)
        {
            return Refuse(layer, $"{silent.Source} {silent.NoAnswer}", "Bring the server back, or remove the CacheLayer.");
        }
        var errno = files.Stat(layer, followLink: true, out var status);
        if (!errno.Succeeded || status.Kind != FileKind.Directory)
        {
            return errno == Errno.ENOENT ? Refuse(layer, "it does not exist", "Mount it, correct the CacheLayer, or give it a Condition with Exists.")
                : Refuse(layer, errno.Succeeded ? "it is not a directory" : $"it cannot be read: {errno.Text} ({errno.Name})", "Set the CacheLayer to a directory that this user can read.");
        }
        if (profile.LayerWitness.Length > 0 && !files.Stat(Path.Combine(layer, profile.LayerWitness), followLink: true, out _).Succeeded)
        {
            return Refuse(layer, $"it has no {profile.LayerWitness}: it is no layer of {profile.Executable}", $"Set the CacheLayer to the directory that holds {profile.LayerWitness}.");
        }
        // A list has no quotes: what separates its entries cannot be in one.
        return IsAddress(profile) || !Separators(profile).Any(layer.Contains)
            || Refuse(layer, $"what separates the entries of {profile.LayerVariables[0].Name} is in its path", "Use a path without spaces, commas and semicolons.");
    }

    private static IEnumerable<string> Separators(ToolProfile profile) =>
        new[] { profile.LayerSeparator, profile.LayerVariables.Any(variable => variable.Template.Contains(' ')) ? " " : "" }.Where(separator => separator.Length > 0);

    private static bool IsAddress(ToolProfile profile) => profile.LayerPath.Contains("://");

    // RFC 3986: what is in a path but the slashes.
    private static string Escape(string path) => string.Join("/", path.Split('/').Select(Uri.EscapeDataString));

    private string Existing(Step step, ToolProfile profile, string variable) =>
        Current(step, variable) ?? (profile.LayerArguments.Length > 0 ? ask(profile.LayerArguments)?.Trim() : null) ?? "";

    // The root gave the tool a place; the layers are given to this very tool.
    private string? Named(Step step, string variable) => step.CacheFrom == "metadata" ? Current(step, variable) : FromUser(variable);

    private string? FromUser(string variable) => environment(variable) is { Length: > 0 } value ? value : null;

    // What the step gets already comes before what it would inherit.
    private string? Current(Step step, string variable) =>
        EnvironmentList.Parse(step.EnvironmentVariables).Where(entry => entry.Key == variable).Select(entry => entry.Value).FirstOrDefault()
        ?? FromUser(variable);

    private bool Refuse(string layer, string why, string whatToDo)
    {
        Refuse($"nothing is taken from the layer {PrintedText.Of(layer)}: {why}. The step runs as it would without it. {whatToDo}");
        return false;
    }

    private void Refuse(string text) => _findings.Add(new Finding(Rules.UnusableLayer, text));
}
