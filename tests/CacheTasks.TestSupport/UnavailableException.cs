namespace CacheTasks.TestSupport;

/// <summary>
/// This machine lacks something that a test needs: a broken set-up, told apart from a finding. The message is
/// the reason that a skipped test prints.
/// </summary>
public class UnavailableException : Exception
{
    public UnavailableException() : this("unavailable") { }

    public UnavailableException(string reason) : base(reason) { }

    public UnavailableException(string reason, Exception cause) : base(reason, cause) { }
}
