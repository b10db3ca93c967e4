using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace CacheTasks.Steps;

/// <summary>Runs the commands of a query, all at once, each within its limit.</summary>
internal static class ToolRunner
{
    /// <summary>A tool that answers with more than this is not answering the question.</summary>
    private const int MostCharacters = 4 * 1024 * 1024;

    public static async Task<ToolAnswers> AskAsync(ToolQuery query, CancellationToken cancellation)
    {
        var replies = await Task.WhenAll(query.Questions.Select(question => AskAsync(query, question, cancellation))).ConfigureAwait(false);
        var named = query.Questions.Zip(replies, (question, reply) => (question.Name, reply)).ToDictionary(pair => pair.Name, pair => pair.reply);
        return new ToolAnswers(Guid.NewGuid().ToString("N"), named);
    }

    private static async Task<ToolReply> AskAsync(ToolQuery query, Question question, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(query, question.Arguments), EnableRaisingEvents = true };
        var exited = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult(true);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ToolReply(-1, "", "", $"it cannot be started: {exception.Message}");
        }
        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput);
        var error = ReadAsync(process.StandardError);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // Output that stays open after the exit belongs to a grandchild; the limit covers that wait as well.
        var all = Task.WhenAll(exited.Task, output, error);
        if (await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(query.LimitSeconds), limit.Token)).ConfigureAwait(false) != all)
        {
            Kill(process);
            cancellation.ThrowIfCancellationRequested();
            return new ToolReply(-1, "", "", $"it gave no answer within {query.LimitSeconds} s");
        }
        limit.Cancel();
        return new ToolReply(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false), null);
    }

    private static ProcessStartInfo StartInfo(ToolQuery query, string arguments)
    {
        var info = new ProcessStartInfo(query.Executable, arguments)
        {
            WorkingDirectory = query.Directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var variable in query.Environment)
        {
            if (variable.Value is null)
            {
                info.Environment.Remove(variable.Key);
            }
            else
            {
                info.Environment[variable.Key] = variable.Value;
            }
        }
        // Plain text on one line each: messages are quoted in diagnostics (facts/uv-versions.md §7).
        info.Environment["NO_COLOR"] = "1";
        info.Environment["UV_NO_WRAP"] = "1";
        info.Environment["CARGO_TERM_COLOR"] = "never";
        return info;
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            // Drained to its end, so that the tool is not blocked, but kept only so far.
            if (text.Length < MostCharacters)
            {
                text.Append(buffer, 0, read);
            }
        }
        return text.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
#if NET
            process.Kill(entireProcessTree: true);
#else
            process.Kill();
#endif
        }
        catch (InvalidOperationException)
        {
            // It ended by itself between the limit and here.
        }
        catch (Exception exception) when (exception is Win32Exception or AggregateException or NotSupportedException)
        {
            // It is ending, or a descendant belongs to someone else.
        }
    }
}
