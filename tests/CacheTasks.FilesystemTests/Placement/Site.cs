using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>The cache in a home on ext4, the project in a checkout on an xfs without clones.</summary>
internal sealed class Site
{
    internal Site(Lab lab)
    {
        Lab = lab;
        lab.Image("home", "ext4", "-q", "-F");
        Work = lab.Image("work", "xfs", "-q", "-m", "reflink=0");
        Cache = lab.MakeFolder("home", ".cache", "uv");
        Checkout = lab.MakeFolder("work", "team", "app");
        Directory.CreateDirectory(Path.Combine(Checkout, ".git"));
        Beside = Path.Combine(Work, "team", ".cachetasks-u0", "uv");
        Placing = new Placing(Cache, Path.Combine(Checkout, ".venv")) { Home = Path.Combine(lab.Root, "home"), Records = lab.MakeFolder("records") };
    }

    internal Lab Lab { get; }

    internal string Cache { get; }

    internal string Work { get; }

    internal string Checkout { get; }

    /// <summary>Where the cache goes when nothing speaks against it.</summary>
    internal string Beside { get; }

    internal Placing Placing { get; }
}
