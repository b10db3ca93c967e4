using CacheTasks.Diagnostics;

namespace CacheTasks.Steps;

/// <summary>Reads what the user wrote on a step, once, at the border; every fault of it in one run.</summary>
internal static class StepValidation
{
    /// <summary>
    /// Gives each choice a valid value, reporting what was not; a fault that leaves nothing to verify is the last one and
    /// sets <paramref name="usable"/> to false.
    /// </summary>
    /// <param name="metadata">Names of the step's metadata, to find misspelt ones.</param>
    /// <param name="fullPath">Makes a path absolute from the project's folder.</param>
    public static IReadOnlyList<Finding> Check(Step step, IEnumerable<string> metadata, ToolProfiles profiles, Func<string, string> fullPath, out bool usable)
    {
        var findings = new List<Finding>();
        findings.AddRange(metadata.Select(Misspelt).Where(finding => finding is not null)!);
        Choose(step.LinkMode, Choice.LinkMode, value => step.LinkMode = value, findings);
        Choose(step.Require, Choice.Require, value => step.Require = value, findings);
        Choose(step.TargetLayout, Choice.TargetLayout, value => step.TargetLayout = value, findings);
        Choose(step.Placement, Choice.Placement, value => step.Placement = value, findings);
        findings.AddRange(step.UsedTools.Where(tool => !profiles.Names.Contains(tool, StringComparer.OrdinalIgnoreCase)).Select(tool => StepFaults.UnknownUse(tool, profiles)));
        usable = CheckTool(step, profiles, findings) & CheckDirectory(step, fullPath, findings);
        return findings;
    }

    private static void Choose(string value, Choice choice, Action<string> set, List<Finding> findings)
    {
        set(choice.Find(value) ?? choice.Default);
        if (choice.Fault(value) is { } fault)
        {
            findings.Add(fault);
        }
    }

    private static Finding? Misspelt(string name)
    {
        var valid = Step.UserMetadata.Any(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        return !valid && Nearest.Find(name, Step.UserMetadata) is { Count: > 0 } near
            ? new Finding(Rules.InvalidValue, $"the metadata {name} is not known and has no effect. Did you mean {string.Join(" or ", near)}?")
            : null;
    }

    private static bool CheckTool(Step step, ToolProfiles profiles, List<Finding> findings)
    {
        try
        {
            if (profiles.Find(step.Tool) is not { } profile)
            {
                findings.Add(StepFaults.UnknownTool(step.Tool, profiles));
                return false;
            }
            if (profile.LinkModeVariable.Length == 0 && step.LinkMode != LinkModes.Auto)
            {
                findings.Add(new Finding(Rules.InvalidValue, $"LinkMode=\"{step.LinkMode}\" has no effect: {profile.Name} cannot be told a link mode. Remove it."));
                step.LinkMode = LinkModes.Auto;
            }
            return true;
        }
        catch (FormatException exception)
        {
            findings.Add(new Finding(Rules.InvalidValue, $"the CacheTool '{step.Tool}' cannot be read, so nothing is verified: {exception.Message}."));
            return false;
        }
    }

    private static bool CheckDirectory(Step step, Func<string, string> fullPath, List<Finding> findings)
    {
        var given = step.WorkingDirectory;
        step.WorkingDirectory = fullPath(given);
        if (Directory.Exists(step.WorkingDirectory))
        {
            return true;
        }
        findings.Add(new Finding(
            Rules.NotADirectory,
            $"WorkingDirectory=\"{given}\" {(File.Exists(step.WorkingDirectory) ? "is a file" : "does not exist")} ({StepFaults.Shorten(step.WorkingDirectory)}), so nothing is verified. Set it to the folder that the step runs in, relative to the project."));
        return false;
    }
}
