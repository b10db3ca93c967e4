using System.Reflection;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.CompilerCaches;

/// <summary>The wrapper as a file that cargo can start. A package's files have no execute permission, and a folder can lie on a mount where nothing may run.</summary>
internal static class WrapperFile
{
    private const string Resource = "compiler/rustc-wrapper.sh";
    private const string Question = "--cachetasks";
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly Lazy<string> Text = new(() =>
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd();
    });

    /// <param name="folders">Where it may lie, the best first; one that cannot be written is passed over.</param>
    /// <param name="faults">Why each of them was passed over.</param>
    /// <returns>Its path; null where it runs nowhere.</returns>
    public static string? Find(IEnumerable<string> folders, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, "rustc-wrapper-" + TextDigest.Of(Text.Value).Substring(0, 8).ToLowerInvariant());
            if (Write(folder, path) is { } fault)
            {
                found.Add(fault);
                continue;
            }
            var reply = Ask(path, folder);
            if (reply.Succeeded)
            {
                return path;
            }
            found.Add($"{path} cannot be run: {Sccache.Why(reply)}");
        }
        return null;
    }

    // Asked, since flags of a mount do not tell everything that keeps a file from being run.
    private static ToolReply Ask(string path, string folder)
    {
        var query = new ToolQuery(path, folder, [], [new Question(Question, Question)], 5);
        for (var attempt = 1; ; attempt++)
        {
            var reply = ToolRunner.AskAsync(query, CancellationToken.None).GetAwaiter().GetResult().Replies[Question];
            // ETXTBSY: another thread has just started a process, which has the file that was written open until it executes (execve(2)).
            if (reply.Failure?.Contains("busy") != true || attempt == Attempts)
            {
                return reply;
            }
            Task.Delay(Pause).GetAwaiter().GetResult();
        }
    }

    private static string? Write(string folder, string path)
    {
        try
        {
            if (!File.Exists(path) || File.ReadAllText(path) != Text.Value)
            {
                Directory.CreateDirectory(folder);
                var beside = WholeFile.Beside(path);
                File.WriteAllText(beside, Text.Value);
#if NET
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
                File.Move(beside, path, overwrite: true);
#endif
            }
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written: {exception.Message.TrimEnd('.')}.";
        }
    }
}
