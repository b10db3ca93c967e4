using System.Collections;
using Microsoft.Build.Framework;

namespace CacheTasks.TestSupport;

/// <summary>A build engine that remembers what a task said.</summary>
public sealed class RecordingEngine : IBuildEngine4
{
    private readonly Dictionary<object, object> _registered = [];

    public List<BuildErrorEventArgs> Errors { get; } = [];

    public List<BuildWarningEventArgs> Warnings { get; } = [];

    public List<BuildMessageEventArgs> Messages { get; } = [];

    /// <summary>Severity and code of each diagnostic, in order: <c>warning CACHETASKS1002</c>.</summary>
    public List<string> Diagnostics { get; } = [];

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode { get; init; } = "test.csproj";

    /// <summary>Called with each message, by the task's own thread.</summary>
    public Action<string>? Showing { get; init; }

    /// <summary>Thrown when a task gives an object to keep: a defect somewhere in its work.</summary>
    public Exception? Defect { get; init; }

    public bool IsRunningMultipleNodes => false;

    public void LogErrorEvent(BuildErrorEventArgs e)
    {
        Errors.Add(e);
        Diagnostics.Add($"error {e.Code}");
    }

    public void LogWarningEvent(BuildWarningEventArgs e)
    {
        Warnings.Add(e);
        Diagnostics.Add($"warning {e.Code}");
    }

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        Messages.Add(e);
        Showing?.Invoke(e.Message ?? "");
        if (!string.IsNullOrEmpty(e.Code))
            Diagnostics.Add($"message {e.Code}");
    }

    public void LogCustomEvent(CustomBuildEventArgs e) { }

    public object? GetRegisteredTaskObject(object key, RegisteredTaskObjectLifetime lifetime) =>
        _registered.GetValueOrDefault(key);

    public void RegisterTaskObject(object key, object obj, RegisteredTaskObjectLifetime lifetime, bool allowEarlyCollection) =>
        _registered[key] = Defect is null ? obj : throw Defect;

    public object? UnregisterTaskObject(object key, RegisteredTaskObjectLifetime lifetime) =>
        _registered.Remove(key, out var value) ? value : null;

    public void Yield() { }

    public void Reacquire() { }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException("No task under test builds a project.");

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs, string toolsVersion) =>
        throw new NotSupportedException("No task under test builds a project.");

    public bool BuildProjectFilesInParallel(string[] projectFileNames, string[] targetNames, IDictionary[] globalProperties, IDictionary[] targetOutputsPerProject, string[] toolsVersion, bool useResultsCache, bool unloadProjectsOnCompletion) =>
        throw new NotSupportedException("No task under test builds a project.");

    public BuildEngineResult BuildProjectFilesInParallel(string[] projectFileNames, string[] targetNames, IDictionary[] globalProperties, IList<string>[] removeGlobalProperties, string[] toolsVersion, bool returnTargetOutputs) =>
        throw new NotSupportedException("No task under test builds a project.");
}
