namespace CacheTasks.TestSupport;

/// <summary>What a process left behind; a signal N ends it with exit code 128 + N.</summary>
public sealed record CommandResult(string Line, int ExitCode, string StandardOutput, string StandardError)
{
    public bool Succeeded => ExitCode == 0;

    public CommandResult OrFail() => Succeeded ? this : throw new InvalidOperationException(ToString());

    public override string ToString() =>
        $"{Line}\nexit code {ExitCode}\n--- stdout\n{StandardOutput}\n--- stderr\n{StandardError}";
}
