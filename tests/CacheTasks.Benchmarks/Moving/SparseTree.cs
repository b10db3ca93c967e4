using CacheTasks.Targets.Migration;

namespace CacheTasks.Benchmarks.Moving;

/// <summary>A target of many files that are nothing but holes: its size costs no disk.</summary>
internal sealed class SparseTree : IDisposable
{
    private const int Files = 2000;
    private const int Folders = 40;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cachetasks-bench-move-");

    /// <param name="bytes">Of all files together.</param>
    public SparseTree(long bytes)
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "root"));
        foreach (var number in Enumerable.Range(0, Files))
        {
            var folder = Directory.CreateDirectory(Path.Combine(Here, "debug", $"folder{number % Folders}"));
            using var file = File.Create(Path.Combine(folder.FullName, $"lib{number}.rlib"));
            file.SetLength(bytes / Files);
        }
        File.WriteAllText(Path.Combine(Here, "debug", ".cargo-lock"), "");
    }

    public string Here => Path.Combine(_root.FullName, "target");

    public string There => Path.Combine(_root.FullName, "root", "app-1");

    /// <summary>There and back: two migrations.</summary>
    public int MoveBoth() => Move(Here, There) + Move(There, Here);

    public void Dispose() => _root.Delete(recursive: true);

    private static int Move(string from, string to)
    {
        var result = TargetMigration.Run(MoveTools.Current!, new MigrationRequest(from, to, "/src/app") { LockFiles = [".cargo-lock"] });
        return result.State == MigrationState.Moved ? 1 : throw new InvalidOperationException($"{result.State} {string.Join(' ', result.Findings)}");
    }
}
