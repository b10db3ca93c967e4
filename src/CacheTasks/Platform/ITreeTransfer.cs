using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Platform;

/// <summary>
/// Copies many small trees fast: file by file through open directories, by several threads that share the folders, with no system call
/// and no allocation that a file does not need. The source is opened to read only and no symlink is followed.
/// </summary>
internal interface ITreeTransfer
{
    /// <summary>Runs all jobs; returns when the last is done. A cancelled run ends each of its jobs with a fault.</summary>
    /// <param name="means">What is tried first, and after the run what was found to work for this pair of places.</param>
    void Run(IReadOnlyList<TransferJob> jobs, TransferMeans means, CancellationToken cancellation);

    /// <summary>Copies one file under its name; refuses what is none, and one with setuid or setgid.</summary>
    TransferFault? CopyFile(SafeFileHandle from, EntryName name, SafeFileHandle to);

    /// <summary>A new file with the mode that the umask leaves; EEXIST when anything has the name.</summary>
    Errno CreateFile(SafeFileHandle parent, EntryName name, uint mode, out SafeFileHandle handle);
}
