namespace CacheTasks.TestSupport;

/// <summary>One relation between a cache and a target, made for real.</summary>
/// <param name="Name">Part of test names and of the list of allowed skips.</param>
/// <param name="Build">Makes the filesystems and says where cache and target lie.</param>
public sealed record Fixture(string Name, Action<Lab> Build)
{
    /// <exception cref="UnavailableException">This machine cannot have it.</exception>
    public Lab Open()
    {
        var lab = new Lab();
        try
        {
            Build(lab);
            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    public override string ToString() => Name;
}
