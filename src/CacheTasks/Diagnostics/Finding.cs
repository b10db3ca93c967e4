namespace CacheTasks.Diagnostics;

/// <summary>Something to tell the user of a step: what will happen, the evidence, what to do.</summary>
/// <param name="Text">Without the step's name, which is put before it.</param>
/// <param name="Severity">Where it differs from the rule's own.</param>
internal sealed record Finding(Rule Rule, string Text, Severity? Severity = null)
{
    public Severity EffectiveSeverity => Severity ?? Rule.Severity;
}
