namespace CacheTasks.TestSupport;

/// <summary>The Rust toolchain of this machine, shown to users who may not reach the home that it lies in.</summary>
public sealed class Rust
{
    private readonly string _toolchain;

    /// <exception cref="UnavailableException">There is none, or nothing can be mounted.</exception>
    public Rust(Lab lab)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var sysroot = new Command("rustc", "--print", "sysroot").Run();
        if (!sysroot.Succeeded)
            throw new UnavailableException($"'{sysroot.Line}' fails: {sysroot.StandardError.Trim()}");
        _toolchain = lab.Bind(sysroot.StandardOutput.Trim(), "toolchain");
        Version = new Command(Path.Combine(_toolchain, "bin", "cargo"), "--version").Run().OrFail().StandardOutput.Split(' ')[1];
    }

    public string Version { get; }

    /// <summary>A crate with a program that prints its text, and with nothing to download.</summary>
    public static string Crate(string folder, string prints)
    {
        Directory.CreateDirectory(Path.Combine(folder, "src"));
        File.WriteAllText(Path.Combine(folder, "Cargo.toml"), "[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n[workspace]\n");
        File.WriteAllText(Path.Combine(folder, "src", "main.rs"), $"fn main() {{ println!(\"{prints}\"); }}\n");
        return folder;
    }

    /// <param name="home">Of the user who runs it.</param>
    /// <param name="umask">In octal.</param>
    public Command Cargo(string workspace, string target, string home, string umask, params IReadOnlyList<string> arguments)
    {
        var environment = CleanEnvironment.Create(home);
        environment.Remove("RUSTUP_HOME");
        environment["PATH"] = $"{_toolchain}/bin:/usr/bin:/bin";
        environment["CARGO_HOME"] = Path.Combine(home, "cargo");
        environment["CARGO_NET_OFFLINE"] = "true";
        environment["CARGO_TARGET_DIR"] = target;
        return new Command("sh", ["-c", $"umask {umask}; exec cargo \"$@\"", "sh", .. arguments]) { WorkingDirectory = workspace, Environment = environment };
    }
}
