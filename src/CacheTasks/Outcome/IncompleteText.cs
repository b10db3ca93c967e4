using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.Outcome;

/// <summary>Says which packages are not whole, and the command that repairs them, in the form of the step's own tool.</summary>
/// <param name="step">Whose target it is.</param>
/// <param name="profile">Its <c>RepairCommand</c>: <c>{package}</c>, <c>{version}</c>, <c>{tool}</c>, the folder of its environment below the target, and <c>{place}</c>, the
/// option that names the target; a part in brackets is there once for each package.</param>
internal sealed class IncompleteText(Step step, ToolProfile profile)
{
    private const int FilesNamed = 5;
    private const int PackagesNamed = 5;

    public Finding Describe(IReadOnlyList<IncompleteWheel> wheels)
    {
        var named = wheels.Take(PackagesNamed).ToList();
        var packages = string.Join("; ", named.Select(Evidence)) + (wheels.Count > PackagesNamed ? $"; and {wheels.Count - PackagesNamed:N0} more" : "");
        var repair = Repair(wheels);
        return new Finding(
            Rules.Incomplete,
            $"{wheels.Count:N0} installed {(wheels.Count == 1 ? "package is" : "packages are")} not whole, and {step.Tool} takes {(wheels.Count == 1 ? "it" : "them")} for installed: {packages}. To see it: `{Check(named[0])}`. "
            + (repair.Length > 0 ? $"Repair in the step's folder: `{repair}`, with the options of the step's own command (--extra, --group, --with). " : "Remove what is left of it and install it again. ")
            + (wheels.Any(wheel => !wheel.IsFinished) ? "What stopped the installation must be put right first; the output of that build says what it was." : "Was it meant, `NoWarn` with this code says so."));
    }

    public JsonArray ToJson(IReadOnlyList<IncompleteWheel> wheels) => new(wheels.Select(wheel => (JsonNode?)ToJson(wheel)).ToArray());

    private JsonObject ToJson(IncompleteWheel wheel)
    {
        var json = new JsonObject { ["package"] = wheel.Text, ["missing"] = Names(wheel.Missing) };
        if (wheel.Short.Count > 0)
        {
            json["short"] = Names(wheel.Short.Select(file => file.ToString()));
        }
        json["files"] = wheel.Missing.Count + wheel.Short.Count;
        json["repair"] = Repair([wheel]);
        return json;

        static JsonArray Names(IEnumerable<string> files) => new(files.Take(FilesNamed).Select(file => (JsonNode?)file).ToArray());
    }

    private static string Evidence(IncompleteWheel wheel) =>
        PrintedText.Of($"{wheel.Text} {string.Join(" and ", Faults(wheel))}, {(wheel.IsFinished ? "removed after it was installed" : "its installation stopped half way")}");

    private static IEnumerable<string> Faults(IncompleteWheel wheel)
    {
        if (wheel.Missing.Count > 0)
        {
            yield return $"lacks {wheel.Missing.Count:N0} of {wheel.Listed:N0} ({Names(wheel.Missing)})";
        }
        if (wheel.Short.Count > 0)
        {
            yield return $"has {wheel.Short.Count:N0} of {wheel.Listed:N0} cut short ({Names(wheel.Short)})";
        }
    }

    private static string Names<T>(IReadOnlyList<T> files) => string.Join(", ", files.Take(FilesNamed)) + (files.Count > FilesNamed ? ", …" : "");

    private static string Check(IncompleteWheel incomplete)
    {
        var wheel = incomplete.Wheel;
        var record = ShellText.Quote(wheel.DistInfo) + "/RECORD";
        return !File.Exists(wheel.RecordPath) ? $"ls {ShellText.Quote(Path.Combine(wheel.SitePackages, wheel.DistInfo))}"
            : $"cd {ShellText.Quote(wheel.SitePackages)} && " + (incomplete.Missing.Count > 0
                ? $"cut -d, -f1 {record} | xargs -d '\\n' ls -d > /dev/null"
                : $"wc -c {ShellText.Quote("./" + incomplete.Short[0].Path)} && grep -F {ShellText.Quote(incomplete.Short[0].Path + ",")} {record}");
    }

    private string Repair(IReadOnlyList<IncompleteWheel> wheels)
    {
        var commands = wheels.GroupBy(wheel => Fill(WithoutPackages, wheel.Wheel)).Select(group => Variables() + Fill(
            Regex.Replace(profile.RepairCommand, @"\[(.*?)\]", part => string.Join(" ", group.Select(wheel => Fill(part.Groups[1].Value, wheel.Wheel)))), group.First().Wheel));
        return PrintedText.Of(string.Join(" && ", commands.Distinct()));
    }

    private string WithoutPackages => Regex.Replace(profile.RepairCommand, @"\[.*?\]", "");

    private static string Fill(string template, InstalledWheel wheel) => template
        .Replace("{package}", wheel.Package).Replace("{version}", wheel.Version).Replace("{tool}", ToolOf(wheel))
        .Replace("{place}", wheel.Environment is null ? "--target " + ShellText.Quote(wheel.SitePackages) : "--python " + ShellText.Quote(wheel.Environment));

    private static string ToolOf(InstalledWheel wheel) => Path.GetFileName(wheel.Environment ?? wheel.SitePackages);

    // Where the step is told another target than the tool's own, so must be the repair.
    private string Variables() => string.Concat(EnvironmentList.Parse(step.EnvironmentVariables).Where(variable => variable.Key == profile.TargetVariable && !profile.RepairCommand.Contains("{place}"))
        .Select(variable => $"{variable.Key}={ShellText.Quote(variable.Value)} "));
}
