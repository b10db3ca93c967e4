namespace CacheTasks.Doctor.Discovery;

/// <summary>An Exec of the project that runs a tool.</summary>
/// <param name="Target">The target that holds it, as written.</param>
/// <param name="Folder">Where it runs, absolute; null where only a build knows.</param>
/// <param name="WorkingDirectory">The same as the project writes it; null where the command itself changes there.</param>
internal sealed record ExecCall(string Target, string Tool, string? Folder, string? WorkingDirectory);
