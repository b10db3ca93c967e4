using System.Diagnostics;

namespace CacheTasks.Progress;

/// <summary>How far a long piece of work is: written by its threads, read by whoever shows it.</summary>
/// <param name="clock">The time since anything; null: the system's.</param>
internal sealed class WorkProgress(Func<TimeSpan>? clock = null)
{
    private static readonly Stopwatch System = Stopwatch.StartNew();

    private readonly Func<TimeSpan> _clock = clock ?? (() => System.Elapsed);
    private volatile WorkStage? _stage;

    /// <summary>What is done now, in the words of <see cref="ProgressText"/>; null when nothing is, or nothing can be told of it yet.</summary>
    public string? Text => _stage is { } stage && stage.Done + stage.Total + stage.TotalGroups > 0 ? ProgressText.Of(stage, _clock() - stage.Began) : null;

    /// <param name="doing">As in a sentence: <c>seeding</c>.</param>
    /// <param name="unit">What is counted, in the plural: <c>files</c>.</param>
    /// <param name="total">How many there are; 0 where nobody knows.</param>
    public void Begin(string doing, string unit, long total = 0) => _stage = new WorkStage(doing, unit, total, _clock());

    /// <summary>As above, where only the number of groups is known before: so many <paramref name="groups"/>, such as packages.</summary>
    public void BeginGroups(string doing, string unit, long total, string groups) => _stage = new WorkStage(doing, unit, 0, _clock()) { Groups = groups, TotalGroups = total };

    public void End() => _stage = null;

    /// <summary>So many more are done. Called once for a folder rather than for each file in it.</summary>
    public void Add(long units) => _stage?.Add(units);

    public void AddGroup() => _stage?.AddGroup();
}

/// <summary>One kind of work with its counts.</summary>
internal sealed class WorkStage(string doing, string unit, long total, TimeSpan began)
{
    private long _done;
    private long _groups;

    public string Doing { get; } = doing;

    public string Unit { get; } = unit;

    public long Total { get; } = total;

    public TimeSpan Began { get; } = began;

    public string Groups { get; init; } = "";

    public long TotalGroups { get; init; }

    public long Done => Interlocked.Read(ref _done);

    public long DoneGroups => Interlocked.Read(ref _groups);

    public void Add(long units) => Interlocked.Add(ref _done, units);

    public void AddGroup() => Interlocked.Increment(ref _groups);
}
