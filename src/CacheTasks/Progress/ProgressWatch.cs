namespace CacheTasks.Progress;

/// <summary>Says at intervals how far a piece of work is, and nothing of one that is done within a second. Nothing is said once it is disposed.</summary>
internal sealed class ProgressWatch : IDisposable
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Next = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly WorkProgress _progress;
    private readonly Action<string> _say;
    private readonly Timer _timer;
    private bool _ended;

    public ProgressWatch(WorkProgress progress, Action<string> say)
    {
        _progress = progress;
        _say = say;
        _timer = new Timer(_ => Look(), null, First, Next);
    }

    internal void Look()
    {
        lock (_gate)
        {
            if (_ended || _progress.Text is not { } text)
            {
                return;
            }
            try
            {
                _say(text);
            }
            catch (InvalidOperationException)
            {
                // The build is ending and takes no more messages; from a timer's thread an exception would end its process.
                _ended = true;
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        // A look that is under way may still say something; whoever disposes waits for it.
        lock (_gate)
        {
            _ended = true;
            _progress.End();
        }
    }
}
