namespace CacheTasks.Platform;

/// <summary>Facts about other processes and users. Each may be gone or hidden at any time, so every answer may be missing.</summary>
internal interface IProcesses
{
    /// <summary>This process.</summary>
    int Current { get; }

    /// <summary>Null when the process has ended or is hidden (hidepid, another PID namespace).</summary>
    ProcessFacts? Find(int processId);

    /// <summary>The process that started it; 0 when that is not known. Cheaper than <see cref="Find"/>.</summary>
    int ParentOf(int processId);

    /// <summary>Whether the process has this very file open; null where its open files may not be looked at.</summary>
    bool? HasOpen(int processId, in FileStatus file);

    /// <summary>
    /// Other processes that have something at or below one of these directories open, run from there or stand there, as far as this user may look
    /// into them.
    /// </summary>
    /// <param name="directories">Without symlinks.</param>
    /// <returns>For each directory, in their order, the process IDs.</returns>
    IReadOnlyList<IReadOnlyList<int>> FindUsers(IReadOnlyList<string> directories);

    /// <summary>The process that listens on a Unix socket of this machine (socket(7), SO_PEERCRED); null where none does, or it hides.</summary>
    int? FindListener(string socket);

    /// <summary>Whose process listens on a TCP port of this machine (proc_net_tcp(5)); null where none does.</summary>
    uint? FindListeningUser(int port);

    /// <summary>Ends a process of this user at once; one that is gone already is none.</summary>
    void Kill(int processId);

    /// <summary>The login name of a user; null when no user database has one. It may ask a directory service.</summary>
    string? LoginOf(uint user);
}
