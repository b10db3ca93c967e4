using System.Diagnostics;
using System.Text;

namespace CacheTasks.Running;

/// <summary>
/// A command as a file for the system's shell, as Exec runs it: <c>/bin/sh</c>, on Windows <c>cmd.exe</c>. A file has no limit of length and needs no
/// quoting. Nobody else may read it, since a command can hold secrets.
/// </summary>
internal sealed class CommandScript : IDisposable
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cachetasks-{Guid.NewGuid():N}.exec.cmd");

    /// <exception cref="IOException">The temporary folder cannot be written; UnauthorizedAccessException as well.</exception>
    public CommandScript(string command)
    {
        using var writer = new StreamWriter(Create(_path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write(IsWindows ? $"@echo off\r\n{command}\r\nexit %errorlevel%\r\n" : $"#!/bin/sh\n{command}\n");
    }

    public ProcessStartInfo StartInfo(string directory) => new(IsWindows ? "cmd.exe" : "/bin/sh", IsWindows ? $"/Q /D /C \"{_path}\"" : $"-c \". '{_path.Replace("'", @"'\\''")}'\"")
    {
        WorkingDirectory = directory,
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static FileStream Create(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        }
#endif
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It lies in the temporary folder, which is cleaned.
        }
    }
}
