using System.Text.Json;
using CacheTasks.Diagnostics;

namespace CacheTasks.Steps;

/// <summary>Puts what the tool answered on the step: version, cache, target, the user's link mode.</summary>
internal sealed class StepAnswers(Step step, ToolProfile profile, ToolQuery query, ToolAnswers answers, Func<string, string> fullPath)
{
    // uv prints "link_mode: Clone," in the resolved settings (seen in 0.8.13 to 0.13.8).
    private const string LinkModeSetting = "link_mode:";

    private readonly List<Finding> _findings = [];

    /// <returns>False when cache or target stay unknown, so that nothing can be verified.</returns>
    public bool Apply(out IReadOnlyList<Finding> findings)
    {
        findings = _findings;
        step.AskToken = answers.Token;
        return ApplyVersion() && ApplyCache() && ApplyTarget() && ApplyLinkMode();
    }

    private bool ApplyVersion()
    {
        if (profile.VersionArguments.Length == 0)
        {
            return true;
        }
        if (Answer(StepQuestions.Version, profile.VersionArguments) is not { } text)
        {
            return false;
        }
        if (ToolVersions.Find(text) is not { } version)
        {
            return Unusable(profile.VersionArguments, $"no version is in what it printed: {StepFaults.Quote(text)}");
        }
        step.ToolVersion = version.ToNormalizedString();
        if (profile.Supported is { } supported && !supported.Satisfies(version))
        {
            _findings.Add(StepFaults.Unsupported(profile, step.ToolVersion));
        }
        return true;
    }

    private bool ApplyCache()
    {
        if (step.CacheDirectory.Length > 0)
        {
            step.CacheDirectory = fullPath(step.CacheDirectory);
            step.CacheFrom = "metadata";
            Overrule(profile.CacheVariable, nameof(Step.CacheDirectory), step.CacheDirectory);
            return true;
        }
        step.CacheFrom = Environment(profile.CacheVariable) is null ? "tool" : profile.CacheVariable;
        if (profile.CacheArguments.Length == 0)
        {
            step.CacheDirectory = Environment(profile.CacheVariable) is { } cache ? InWorkingDirectory(cache) : "";
            return true;
        }
        return Answer(StepQuestions.Cache, profile.CacheArguments) is { } text && TryDirectory(text, profile.CacheArguments, out var directory)
            && Set(() => step.CacheDirectory = InWorkingDirectory(directory));
    }

    private bool ApplyTarget()
    {
        if (profile.TargetProperty.Length > 0)
        {
            return ApplyMetadata();
        }
        if (step.TargetDirectory.Length > 0)
        {
            return SetGivenTarget();
        }
        if (profile.TargetSearch.Length > 0)
        {
            return SearchTarget();
        }
        var folder = step.WorkingDirectory;
        if (profile.TargetArguments.Length > 0
            && !(Answer(StepQuestions.Target, profile.TargetArguments) is { } text && TryDirectory(text, profile.TargetArguments, out folder)))
        {
            return false;
        }
        var named = Environment(profile.TargetVariable);
        step.TargetFrom = named is null ? "tool" : profile.TargetVariable;
        step.TargetDirectory = Path.GetFullPath(Path.Combine(
            InWorkingDirectory(folder), profile.TargetDefault.Length == 0 ? "" : named ?? profile.TargetDefault));
        return true;
    }

    private bool SetGivenTarget()
    {
        step.TargetDirectory = fullPath(step.TargetDirectory);
        step.TargetFrom = "metadata";
        return Overrule(profile.TargetVariable, nameof(Step.TargetDirectory), step.TargetDirectory);
    }

    private bool SearchTarget()
    {
        if (Environment(profile.TargetVariable) is { } active)
        {
            step.TargetFrom = profile.TargetVariable;
            return Set(() => step.TargetDirectory = InWorkingDirectory(active));
        }
        for (var folder = step.WorkingDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var target = Path.Combine(folder, profile.TargetSearch);
            if (Directory.Exists(target))
            {
                step.TargetFrom = "tool";
                return Set(() => step.TargetDirectory = target);
            }
        }
        _findings.Add(StepFaults.NoTarget(profile));
        return false;
    }

    // cargo folds its environment and configuration into what it answers.
    private bool ApplyMetadata()
    {
        if (Answer(StepQuestions.Target, profile.TargetArguments) is not { } text)
        {
            return false;
        }
        try
        {
            using var json = JsonDocument.Parse(text);
            step.WorkspaceDirectory = Property(json, profile.WorkspaceProperty);
            step.BuildDirectory = Property(json, profile.BuildProperty);
            step.BuildFrom = Environment(profile.BuildVariable) is null ? "" : profile.BuildVariable;
            if (step.TargetDirectory.Length > 0)
            {
                return SetGivenTarget();
            }
            step.TargetDirectory = Property(json, profile.TargetProperty);
        }
        catch (JsonException exception)
        {
            return Unusable(profile.TargetArguments, $"it is not JSON ({exception.Message}): {StepFaults.Quote(text)}");
        }
        step.TargetFrom = new[] { profile.TargetVariable }.Concat(profile.OtherTargetVariables).FirstOrDefault(variable => Environment(variable) is not null) ?? "tool";
        return step.TargetDirectory.Length > 0 || Unusable(profile.TargetArguments, $"it has no property '{profile.TargetProperty}'");
    }

    private bool ApplyLinkMode()
    {
        if (LinkModes.Find(Environment(profile.LinkModeVariable)) is { } fromEnvironment)
        {
            step.UserLinkMode = fromEnvironment.Name();
            return true;
        }
        // The option is hidden and may go: without an answer the environment alone counts.
        if (!answers.Replies.TryGetValue(StepQuestions.LinkModeSetting, out var reply) || !reply.Succeeded)
        {
            return true;
        }
        var at = reply.Output.LastIndexOf(LinkModeSetting, StringComparison.Ordinal);
        var resolved = at < 0 ? null : LinkModes.Find(reply.Output.Substring(at + LinkModeSetting.Length).Split('\n')[0].Trim(' ', ',', '\r'));
        var usual = profile.FindBehaviour(ToolVersions.Find(step.ToolVersion))?.Default;
        step.UserLinkMode = resolved is { } mode && mode != usual ? mode.Name() : "";
        return true;
    }

    /// <summary>Sets the variable for the step and says which value of the user's environment that replaces.</summary>
    private bool Overrule(string variable, string metadata, string value)
    {
        if (variable.Length == 0)
        {
            return true;
        }
        if (Environment(variable) is { } ambient && ambient != value)
        {
            _findings.Add(new Finding(Rules.EnvironmentDecides, $"{metadata} is set on the step, so {variable}={StepFaults.Shorten(ambient)} of the environment does not count for it.", Severity.Message));
        }
        step.SetVariable(variable, value);
        return true;
    }

    private string? Answer(string name, string arguments)
    {
        var reply = answers.Replies[name];
        if (reply.Succeeded)
        {
            return reply.Output;
        }
        Unusable(arguments, reply.Failure ?? $"exit code {reply.ExitCode}: {StepFaults.Quote(reply.Error.Trim().Length > 0 ? reply.Error : reply.Output)}");
        return null;
    }

    private bool TryDirectory(string text, string arguments, out string directory)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Trim().Length > 0).ToList();
        directory = lines.Count == 1 ? lines[0] : "";
        return directory.Length > 0 || Unusable(arguments, $"not one line with a directory: {StepFaults.Quote(text)}");
    }

    private bool Unusable(string arguments, string why)
    {
        if (_findings.Any(finding => finding.Rule == Rules.UnsupportedVersion))
        {
            // That the version is too old to be asked has been said.
            return false;
        }
        _findings.Add(StepFaults.CannotBeAsked(profile.Executable, arguments, why[why.Length - 1] == '.' ? why : why + "."));
        return false;
    }

    private string? Environment(string variable) =>
        variable.Length > 0 && query.Environment.TryGetValue(variable, out var value) && value is { Length: > 0 } ? value : null;

    private string InWorkingDirectory(string path) => Path.GetFullPath(Path.Combine(step.WorkingDirectory, path));

    private static string Property(JsonDocument json, string name) =>
        name.Length > 0 && json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static bool Set(Action action)
    {
        action();
        return true;
    }
}
