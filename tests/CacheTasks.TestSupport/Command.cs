using System.ComponentModel;
using System.Diagnostics;

namespace CacheTasks.TestSupport;

/// <summary>One process with explicit environment and folder; both pipes are drained while it runs.</summary>
public sealed class Command(string executable, params IReadOnlyList<string> arguments)
{
    /// <summary>Null: the environment of this process.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    public string WorkingDirectory { get; init; } = Path.GetTempPath();

    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same, started by another command that takes it as its last arguments.</summary>
    public Command Behind(string starter, params IReadOnlyList<string> starterArguments) =>
        new(starter, [.. starterArguments, executable, .. arguments]) { Environment = Environment, WorkingDirectory = WorkingDirectory, Limit = Limit };

    /// <summary>The same, with one more variable, or another value of it.</summary>
    public Command With(string name, string value) =>
        new(executable, arguments) { Environment = new Dictionary<string, string>(Environment ?? throw new InvalidOperationException("no environment of its own")) { [name] = value }, WorkingDirectory = WorkingDirectory, Limit = Limit };

    public CommandResult Run()
    {
        using var process = Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        // The pipes count too: a grandchild that keeps them open would otherwise hang the test for ever.
        if (!Task.WhenAll(process.WaitForExitAsync(), output, errors).Wait(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{this}' did not end within {Limit}.");
        }

        return new CommandResult(ToString(), process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>For a test that signals or watches the process itself; it then owns both pipes.</summary>
    public Process Start()
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (Environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in Environment)
                start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new UnavailableException($"'{executable}' cannot be started: {exception.Message}", exception);
        }
    }

    public override string ToString() => string.Join(' ', arguments.Prepend(executable));
}
