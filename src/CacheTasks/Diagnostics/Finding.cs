namespace CacheTasks.Diagnostics;

/// <summary>Something to tell the user of a step: what will happen, the evidence, what to do.</summary>
/// <param name="Text">Without the step's name, which is put before it.</param>
/// <param name="Severity">Where it differs from the rule's own.</param>
internal sealed record Finding(Rule Rule, string Text, Severity? Severity = null)
{
    /// <summary>It says nothing of this step alone, so the first step that finds it speaks for all of the build.</summary>
    public bool OncePerBuild { get; init; }

    public Severity EffectiveSeverity => Severity ?? Rule.Severity;
}
