using Microsoft.Build.Execution;
using Microsoft.Build.Framework;

namespace CacheTasks.Benchmarks;

/// <summary>Builds in this process: a node that stays warm from one build to the next.</summary>
internal sealed class Building(string project, params (string Name, string Value)[] properties)
{
    private readonly Dictionary<string, string?> _properties = properties.ToDictionary(pair => pair.Name, pair => (string?)pair.Value);

    /// <summary>Everything is handed to a logger that does nothing with it: for builds that have much to say.</summary>
    public bool IsSilent { get; init; }

    public BuildResult Build(params string[] targets)
    {
        var parameters = new BuildParameters { MaxNodeCount = 1, EnableNodeReuse = false, Loggers = [IsSilent ? new Nothing() : new Failures()] };
        var result = BuildManager.DefaultBuildManager.Build(parameters, new BuildRequestData(project, _properties, null, targets, null));
        return result.OverallResult == BuildResultCode.Success ? result : throw new InvalidOperationException($"{project}: {string.Join(" ", targets)} failed");
    }

    /// <summary>Shows what would make a figure meaningless: errors, and warnings that say a step was not verified.</summary>
    private sealed class Failures : ILogger
    {
        public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Quiet;

        public string? Parameters { get; set; }

        public void Initialize(IEventSource eventSource)
        {
            eventSource.ErrorRaised += (_, e) => Console.Error.WriteLine($"{e.File}({e.LineNumber}): {e.Code} {e.Message}");
            eventSource.WarningRaised += (_, e) => Console.Error.WriteLine($"{e.File}({e.LineNumber}): {e.Code} {e.Message}");
        }

        public void Shutdown()
        {
        }
    }

    /// <summary>Is told of everything.</summary>
    private sealed class Nothing : ILogger
    {
        private int _events;

        public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Normal;

        public string? Parameters { get; set; }

        public void Initialize(IEventSource eventSource) => eventSource.AnyEventRaised += (_, _) => _events++;

        public void Shutdown()
        {
        }
    }
}
