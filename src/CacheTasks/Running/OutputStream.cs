namespace CacheTasks.Running;

/// <summary>Which of its two streams a command wrote to.</summary>
internal enum OutputStream
{
    Output,
    Error,
}
