using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Running;

/// <summary>What a step's command itself says of cache, target or mode, where the step was prepared for something else (4002).</summary>
internal static class CommandOverrides
{
    public static IEnumerable<Finding> Find(Step step, IReadOnlyList<ToolCommand> calls, string working)
    {
        foreach (var call in calls.Where(call => step.Tool.StartsWith(call.Tool, StringComparison.OrdinalIgnoreCase)))
        {
            var isUv = call.Tool == ToolCodes.Uv;
            foreach (var finding in new[]
            {
                isUv ? Path(call, "--cache-dir", "UV_CACHE_DIR", step.CacheDirectory, nameof(Step.CacheDirectory), working) : null,
                isUv && step.CacheDirectory.Length > 0 && (call.Has("--no-cache") || call.Has("-n")) ? Say("--no-cache", step.CacheDirectory, "Leave it out, or remove the CacheStep") : null,
                isUv ? Mode(call, step) : null,
                isUv ? null : Path(call, "--target-dir", "CARGO_TARGET_DIR", step.TargetDirectory, nameof(Step.TargetDirectory), working),
            })
            {
                if (finding is not null)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Finding? Path(ToolCommand call, string option, string variable, string prepared, string metadata, string working)
    {
        var given = call.ValueOf(option);
        var said = given is null ? call.Variables.FirstOrDefault(word => word.IsLiteral && word.Text.StartsWith(variable + "=", StringComparison.Ordinal))?.Text : $"{option} {given}";
        var value = given ?? said?.Substring(variable.Length + 1);
        return string.IsNullOrEmpty(value) || prepared.Length == 0 || IsSame(working, value!, prepared) ? null
            : Say(said!, prepared, $"Set {metadata} on the CacheStep to what the command says");
    }

    private static Finding? Mode(ToolCommand call, Step step) =>
        call.ValueOf("--link-mode") is { } mode && LinkModes.Find(step.Planned) is { } planned && LinkModes.Find(mode) is { } said && said != planned
            ? Say("--link-mode " + mode, planned.Name(), "Set LinkMode on the CacheStep to what the command says") : null;

    private static Finding Say(string said, string prepared, string wayOut) => new(
        Rules.OtherOutcome, $"the command says {said}, and the step was prepared for {prepared}: what was verified and planned does not hold. {wayOut}.", Severity.Message);

    private static bool IsSame(string working, string value, string prepared)
    {
        try
        {
            return string.Equals(System.IO.Path.GetFullPath(System.IO.Path.Combine(working, value)).TrimEnd('/'), prepared.TrimEnd('/'), StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or System.IO.IOException)
        {
            return false;
        }
    }
}
