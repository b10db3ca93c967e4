using CacheTasks.Steps;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Support;

/// <summary>A tool that is a shell script per question, run for real.</summary>
internal sealed class ScriptedTool : IDisposable
{
    private readonly TemporaryDirectory _folder = new("tool");
    private readonly List<Question> _questions = [];
    private readonly SortedDictionary<string, string?> _environment = new(StringComparer.Ordinal);

    public double LimitSeconds { get; init; } = 60;

    public string this[string name] => _folder[name];

    public static ToolReply Run(string script)
    {
        using var tool = new ScriptedTool();
        return tool.Answers("answer", script).Ask();
    }

    /// <summary>The shell reads the script: a file that was just written cannot safely be executed by a process with threads.</summary>
    public ScriptedTool Answers(string question, string script)
    {
        File.WriteAllText(_folder[question + ".sh"], script);
        _questions.Add(new Question(question, _folder[question + ".sh"]));
        return this;
    }

    public ScriptedTool With(string variable, string? value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <summary>A named pipe in the tool's folder, the working directory of its scripts.</summary>
    public string MakePipe(string name)
    {
        new Command("mkfifo", _folder[name]).Run().OrFail();
        return _folder[name];
    }

    public Task<ToolAnswers> AskAllAsync(CancellationToken cancellation = default) =>
        ToolRunner.AskAsync(new ToolQuery("/bin/sh", _folder.Location, _environment, _questions, LimitSeconds), cancellation);

    public ToolReply Ask() => AskAllAsync().GetAwaiter().GetResult().Replies[_questions[0].Name];

    public void Dispose() => _folder.Dispose();
}
