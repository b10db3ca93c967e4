using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>Opens fixtures for a test and undoes them after it, also when it failed; a leak fails the test then.</summary>
public abstract class LabTest
{
    private readonly Stack<IDisposable> _open = new();

    [TestCleanup]
    public void UndoLabs()
    {
        while (_open.TryPop(out var lab))
            lab.Dispose();
    }

    /// <summary>The name is that under which a skip would be listed.</summary>
    private protected T Open<T>(string test, Func<T> setUp) where T : IDisposable
    {
        var opened = Skips.Needs(test, setUp);
        _open.Push(opened);
        return opened;
    }

    private protected Lab Open(Fixture fixture) => Open(fixture.Name, fixture.Open);
}
