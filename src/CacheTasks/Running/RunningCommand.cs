using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;
using CacheTasks.Platform;

namespace CacheTasks.Running;

/// <summary>
/// Runs one process to its end and hands on its lines as they come, one at a time. A thread that reads waits while its line is being worked on, and
/// the process then waits for the thread: nothing piles up.
/// </summary>
internal sealed class RunningCommand(ProcessStartInfo info, Encoding output, Encoding error, Action<string, OutputStream> line)
{
    // More than two pipes hold (pipe-max-size, 1 MiB each): what comes after that was not written before the command ended.
    private const long MostLeft = 4 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Stopwatch _silence = new();
    private long _taken;
    private bool _isOver;
    private ExceptionDispatchInfo? _failure;

    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public RunResult Run(RunLimits limits, CancellationToken cancellation)
    {
        using var exited = new ManualResetEvent(false);
        using var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        process.Exited += (_, _) => Signal(exited);
        process.Start();
        process.StandardInput.Close();
        var sources = new[]
        {
            new OutputLines(process.StandardOutput.BaseStream, output, text => Take(text, OutputStream.Output)),
            new OutputLines(process.StandardError.BaseStream, error, text => Take(text, OutputStream.Error)),
        };
        var readers = Array.ConvertAll(sources, Read);
        var end = Wait(exited, limits.Run, cancellation);
        if (end != RunEnd.Exited)
        {
            new TreeEnd(process, exited).End(limits.Grace);
        }
        var isOpen = !HaveEnded(readers, sources, limits);
        lock (_gate)
        {
            _isOver = true;
        }
        _failure?.Throw();
        return new RunResult(end == RunEnd.Exited ? process.ExitCode : -1, end, isOpen);
    }

    private static RunEnd Wait(ManualResetEvent exited, TimeSpan limit, CancellationToken cancellation) =>
        WaitHandle.WaitAny([exited, cancellation.WaitHandle], limit) switch
        {
            0 => RunEnd.Exited,
            WaitHandle.WaitTimeout => RunEnd.TimedOut,
            _ => RunEnd.Cancelled,
        };

    private static void Signal(ManualResetEvent exited)
    {
        try
        {
            exited.Set();
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }

    // A daemon that was left behind keeps a reader for as long as it has the pipe: its output is read and dropped, since it would end by SIGPIPE else.
    private static Thread Read(OutputLines source)
    {
        var thread = new Thread(source.Read) { IsBackground = true, Name = "CacheExec" };
        thread.Start();
        return thread;
    }

    private void Take(string text, OutputStream kind)
    {
        lock (_gate)
        {
            if (_isOver || _failure is not null)
            {
                return;
            }
            Interlocked.Add(ref _taken, text.Length + 1);
            try
            {
                line(text, kind);
            }
            // It is thrown again where the command was started: here it would end the build's process.
#pragma warning disable CA1031
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
            _silence.Restart();
        }
    }

    // Lines that are still being worked on are waited for, however long that takes.
    private bool HaveEnded(Thread[] readers, OutputLines[] sources, RunLimits limits)
    {
        var before = Interlocked.Read(ref _taken);
        _silence.Restart();
        for (var all = Stopwatch.StartNew(); ;)
        {
            if (Array.TrueForAll(readers, reader => reader.Join(TimeSpan.FromMilliseconds(20))))
            {
                return true;
            }
            var isLate = all.Elapsed >= limits.Leftover;
            if (Array.TrueForAll(sources, source => source.IsWaiting) ? isLate || _silence.Elapsed >= limits.Quiet : isLate && Interlocked.Read(ref _taken) - before > MostLeft)
            {
                return false;
            }
        }
    }
}
