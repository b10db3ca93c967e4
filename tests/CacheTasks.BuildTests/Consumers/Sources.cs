using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>What the tools of steps work on: small, real, and complete without a network.</summary>
public static class Sources
{
    public static string Wheels(string root) => Path.Combine(root, "wheels");

    /// <summary>A project that depends on one wheel; the wheel's name follows from <paramref name="step"/>.</summary>
    public static void Python(string root, string folder, string step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var name = string.Concat(step.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        PythonProject.Create(folder, Wheels(root), Wheel.Mixed(name));
    }

    /// <summary>A library crate that depends on a crate beside it and on nothing from a registry.</summary>
    public static void Cargo(string root, string folder, string step)
    {
        Write(folder, "Cargo.toml", """
            [package]
            name = "native"
            version = "1.0.0"
            edition = "2021"

            [lib]
            crate-type = ["cdylib"]

            [dependencies]
            part = { path = "part" }

            [workspace]
            members = ["part"]

            """);
        Write(folder, "src/lib.rs", """
            #[no_mangle]
            pub extern "C" fn answer() -> i32 { part::answer() }

            """);
        Write(folder, "part/Cargo.toml", """
            [package]
            name = "part"
            version = "1.0.0"
            edition = "2021"

            """);
        Write(folder, "part/src/lib.rs", "pub fn answer() -> i32 { 42 }\n");
    }

    /// <summary>An empty folder.</summary>
    public static void None(string root, string folder, string step) => Directory.CreateDirectory(folder);

    private static void Write(string folder, string relative, string text)
    {
        var path = Path.Combine(folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
