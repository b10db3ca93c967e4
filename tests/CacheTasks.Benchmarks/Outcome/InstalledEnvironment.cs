using CacheTasks.TestSupport;

namespace CacheTasks.Benchmarks.Outcome;

/// <summary>An environment of 12,900 files in 150 packages, one of them large, linked or cloned from a cache.</summary>
internal sealed class InstalledEnvironment : IDisposable
{
    public const int Files = 12_900;

    private const int Packages = 150;
    private const int InLargePackage = 4_000;

    private readonly Lab _lab = new();

    public InstalledEnvironment(string type)
    {
        Clones = type == "xfs";
        var disk = _lab.Image("disk", type, Clones ? ["-q", "-m", "reflink=1"] : ["-q", "-F", "-N", "60000"]);
        Cache = Path.Combine(disk, "cache");
        Target = Path.Combine(disk, ".venv");
        var each = (Files - InLargePackage) / (Packages - 1);
        for (var number = 0; number < Packages; number++)
        {
            Install(number, number == 0 ? InLargePackage + ((Files - InLargePackage) % (Packages - 1)) : each);
        }
        new Command("cp", Clones ? ["-r", "--reflink=always", Wheels + "/.", SitePackages] : ["-rl", Wheels + "/.", SitePackages]).Run().OrFail();
        Directory.Delete(Wheels, recursive: true);
    }

    public bool Clones { get; }

    public string Cache { get; }

    public string Target { get; }

    public string Archives => Path.Combine(Cache, "archive-v0");

    public string SitePackages => Directory.CreateDirectory(Path.Combine(Target, "lib", "python3.11", "site-packages")).FullName;

    private string Wheels => Path.Combine(Cache, "all");

    public void Dispose() => _lab.Dispose();

    private void Install(int number, int files)
    {
        var archive = Path.Combine(Archives, $"archive{number:d10}");
        var info = $"package{number}-1.0.dist-info";
        Directory.CreateDirectory(Path.Combine(archive, info));
        var names = new List<string> { info + "/METADATA" };
        File.WriteAllText(Path.Combine(archive, info, "METADATA"), $"Name: package{number}\n");
        for (var file = 2; file < files; file++)
        {
            var folder = $"package{number}/part{file / 20}";
            Directory.CreateDirectory(Path.Combine(archive, folder));
            names.Add($"{folder}/module_{file}.py");
            File.WriteAllText(Path.Combine(archive, names[^1]), new string('x', 3_000));
        }
        File.WriteAllText(Path.Combine(archive, info, "RECORD"), string.Concat(names.Append(info + "/RECORD").Select(name => $"{name},sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,3000\n")));
        new Command("cp", Clones ? ["-r", "--reflink=always", archive + "/.", Directory.CreateDirectory(Wheels).FullName] : ["-rl", archive + "/.", Directory.CreateDirectory(Wheels).FullName]).Run().OrFail();
    }
}
