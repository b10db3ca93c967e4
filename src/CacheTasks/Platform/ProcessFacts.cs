namespace CacheTasks.Platform;

/// <summary>What /proc tells of a process (proc_pid(5)).</summary>
/// <param name="User">Effective user ID; null where it is not told.</param>
/// <param name="CommandLine">Its arguments, separated by spaces; the bare name in brackets where they may not be read or it is a zombie.</param>
/// <param name="Started">Local time; null where it is not told.</param>
internal sealed record ProcessFacts(int Id, int Parent, uint? User, string CommandLine, DateTime? Started);
