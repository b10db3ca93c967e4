using System.Diagnostics;
using System.Text;

namespace CacheTasks.Running;

/// <summary>
/// A command as a file for the system's shell, as Exec runs it: <c>/bin/sh</c>, on Windows <c>cmd.exe</c>. A file has no limit of length and needs no
/// quoting.
/// </summary>
internal sealed class CommandScript : IDisposable
{
    private static readonly bool IsWindows = Path.DirectorySeparatorChar == '\\';

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cachetasks-{Guid.NewGuid():N}.exec.cmd");

    /// <exception cref="IOException">The temporary folder cannot be written; UnauthorizedAccessException as well.</exception>
    public CommandScript(string command) =>
        File.WriteAllText(_path, IsWindows ? $"@echo off\r\n{command}\r\nexit %errorlevel%\r\n" : $"#!/bin/sh\n{command}\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public ProcessStartInfo StartInfo(string directory) => new(IsWindows ? "cmd.exe" : "/bin/sh", IsWindows ? $"/Q /D /C \"{_path}\"" : $"-c \". '{_path.Replace("'", @"'\\''")}'\"")
    {
        WorkingDirectory = directory,
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

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
