namespace CacheTasks.Diagnostics;

internal enum Severity
{
    Message,
    Warning,
    Error,
}

/// <summary>A class of finding with a permanent number: 0xxx configuration, 1xxx cause, 2xxx target directory, 3xxx placement, 4xxx outcome, 5xxx many machines.</summary>
internal sealed record Rule(int Number, string Title, Severity Severity = Severity.Warning)
{
    /// <summary>As it appears in a build's output: <c>CACHETASKS1002</c>.</summary>
    public string Code { get; } = "CACHETASKS" + Number.ToString("D4");

    public override string ToString() => Code;
}
