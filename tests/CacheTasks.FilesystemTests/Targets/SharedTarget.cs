using CacheTasks.TestSupport;

namespace CacheTasks.FilesystemTests;

/// <summary>A target that two users of one group build into, each from a checkout of their own.</summary>
internal sealed class SharedTarget : IDisposable
{
    internal const int First = 4001;
    internal const int Second = 4002;

    private const int Group = 4100;

    private readonly Rust _rust;
    private readonly string _programs;

    internal SharedTarget(string mode)
    {
        Lab = new Lab();
        try
        {
            _rust = new Rust(Lab);
            _programs = Lab.MakeFolder("programs");
            Location = Lab.MakeFolder("target");
            Directory.CreateDirectory(Home(0));
            foreach (var user in new[] { First, Second })
            {
                Rust.Crate(Checkout(user), $"{user}");
                Directory.CreateDirectory(Path.Combine(Checkout(user), ".git"));
                Directory.CreateDirectory(Home(user));
                Lab.System("chown", "-R", $"{user}", Checkout(user), Home(user));
            }
            Lab.System("chgrp", $"{Group}", Location);
            Lab.System("chmod", mode, Location);
        }
        catch
        {
            Lab.Dispose();
            throw;
        }
    }

    internal Lab Lab { get; }

    internal string Location { get; }

    /// <summary>Root builds what the second user does, as sudo would.</summary>
    internal string Checkout(int user) => user == 0 ? Checkout(Second) : Path.Combine(Lab.Root, $"checkout-{user}");

    internal CommandResult Build(int user, string umask, params string[] arguments) => Build(user, umask, [], arguments);

    /// <param name="behind">A command that starts cargo.</param>
    internal CommandResult Build(int user, string umask, IReadOnlyList<string> behind, params string[] arguments)
    {
        // Each build has something to do.
        File.AppendAllText(Path.Combine(Checkout(user), "src", "main.rs"), "//\n");
        return As(user, behind, _rust.Cargo(Checkout(user), Location, Home(user), umask, arguments.Length == 0 ? ["build"] : arguments));
    }

    /// <summary>What the inspection says to this user, a line each.</summary>
    /// <param name="behind">A command that starts it.</param>
    internal string[] Inspect(int user, params IReadOnlyList<string> behind) =>
        As(user, behind, ProbeProcess.Inspect("cargo", _rust.Version, Location, Checkout(user), _programs)).OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => Lab.Dispose();

    private string Home(int user) => Path.Combine(Lab.Root, $"home-{user}");

    private static CommandResult As(int user, IReadOnlyList<string> behind, Command command)
    {
        var started = behind.Count == 0 ? command : command.Behind(behind[0], [.. behind.Skip(1)]);
        return (user == 0 ? started : started.Behind("setpriv", $"--reuid={user}", $"--regid={user}", $"--groups={Group}", "--")).Run();
    }
}
