using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Tests.Support;

/// <summary>A step whose tool was asked, with made answers instead of a process.</summary>
internal sealed class Asked
{
    private readonly Dictionary<string, ToolReply> _replies = [];
    private readonly Dictionary<string, string> _environment = [];
    private readonly ToolProfile _profile;

    public Asked(string tool, string workingDirectory = "/src/python", params ReadOnlySpan<(string, string)> metadata)
    {
        _profile = MadeProfile.Shipped(tool);
        Step = new MadeStep([("Tool", tool), ("WorkingDirectory", workingDirectory), .. metadata]).Step;
    }

    /// <summary>uv 0.13.8 in /src/python, with nothing out of the ordinary.</summary>
    public static Asked Uv(params ReadOnlySpan<(string, string)> metadata) => new Asked("uv", metadata: metadata)
        .Prints(StepQuestions.Version, "uv 0.13.8 (x86_64-unknown-linux-gnu)\n")
        .Prints(StepQuestions.Cache, "/home/dev/.cache/uv\n")
        .Prints(StepQuestions.Target, "/src/python\n")
        .Prints(StepQuestions.LinkModeSetting, "settings: InstallerSettings {\n        link_mode: Clone,\n}\n");

    /// <summary>cargo 1.95.0 in /src/native.</summary>
    public static Asked Cargo(params ReadOnlySpan<(string, string)> metadata) => new Asked("cargo", "/src/native", metadata)
        .Prints(StepQuestions.Version, "cargo 1.95.0 (f2d3ce0bd 2026-03-21)\n")
        .Prints(StepQuestions.Target, """{"packages":[],"target_directory":"/src/native/target","build_directory":"/src/native/build","workspace_root":"/src/native"}""");

    public Step Step { get; }

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>The findings as code and text.</summary>
    public IEnumerable<string> Said => Findings.Select(finding => $"{finding.Rule} {finding.Text}");

    public Asked Prints(string question, string output) => Replies(question, new ToolReply(0, output, "", null));

    public Asked Fails(string question, int exitCode, string error, string output = "") => Replies(question, new ToolReply(exitCode, output, error, null));

    public Asked Replies(string question, ToolReply reply)
    {
        _replies[question] = reply;
        return this;
    }

    public Asked With(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <returns>Whether the step can be verified.</returns>
    public bool Apply()
    {
        var query = StepQuestions.For(Step, _profile, "/usr/bin/" + _profile.Executable, _environment.GetValueOrDefault);
        var usable = new StepAnswers(Step, _profile, query, new ToolAnswers("token", _replies), path => Path.GetFullPath(Path.Combine("/src", path)))
            .Apply(out var findings);
        Findings = findings;
        return usable;
    }
}
