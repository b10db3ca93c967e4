using CacheTasks.Colocation;
using CacheTasks.Placement.NativeLayers;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.TestSupport;
using static CacheTasks.FilesystemTests.SharedRootLab;

namespace CacheTasks.FilesystemTests;

/// <summary>Read-only mounts as layers of the real tools, by the variables that we set.</summary>
[TestClass]
public sealed class RealLayersTests : LabTest
{
    [TestMethod]
    public void Go_TakesModulesFromTheLayers_InOrder()
    {
        Skips.Needs("go", () => File.Exists("/usr/bin/go") ? true : throw new UnavailableException("go is not installed"));
        var lab = Open("go layers", () => new Lab());
        var layers = new[] { "one", "two" }.Select(module =>
        {
            var cache = lab.MakeFolder("hot, " + module);
            GoProxy.Command(lab.MakeFolder("fill"), ["GOMODCACHE=" + cache, "GOPROXY=" + GoProxy.Make(lab.MakeFolder("proxy", module), module)], $"go mod download example.test/{module}@v1.0.0").Run().OrFail();
            return ReadOnly(lab, cache);
        }).ToList();
        var local = lab.MakeFolder("local");

        var variables = Apply("go", layers, "off");
        As(Victim, GoProxy.Command(Owned(lab, "home"), [.. variables, "GOMODCACHE=" + Owned(lab, "local")], "go mod download example.test/one@v1.0.0 && go mod download example.test/two@v1.0.0")).Run().OrFail();

        Assert.IsTrue(File.Exists(GoProxy.Downloaded(local, "one")) && File.Exists(GoProxy.Downloaded(local, "two")));
    }

    [TestMethod]
    public void NuGet_UsesAPackageWhereItLies()
    {
        var lab = Open("nuget layers", () => new Lab());
        var hot = lab.MakeFolder("hot");
        var package = lab.MakeFolder("hot", "layer.greeting", "1.0.0");
        File.WriteAllText(Path.Combine(package, "layer.greeting.nuspec"), """
            <package><metadata><id>Layer.Greeting</id><version>1.0.0</version><authors>us</authors><description>none</description></metadata></package>
            """);
        File.WriteAllText(Path.Combine(package, ".nupkg.metadata"), """{"version":2,"contentHash":"x","source":null}""");
        File.WriteAllText(Path.Combine(package, "layer.greeting.1.0.0.nupkg.sha512"), "x");
        var app = lab.MakeFolder("app");
        File.WriteAllText(Path.Combine(app, "nuget.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
        File.WriteAllText(Path.Combine(app, "app.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Layer.Greeting" Version="1.0.0" /></ItemGroup></Project>
            """);
        var layer = ReadOnly(lab, hot);

        var variables = Apply("nuget", [layer, lab.MakeFolder("second")], null);
        new Command("env", [.. variables, "NUGET_PACKAGES=" + lab.MakeFolder("local"), "MSBUILDDISABLENODEREUSE=1", "dotnet", "restore", "-v:q"]) { WorkingDirectory = app }.Run().OrFail();

        Assert.Contains($"\"{layer}\": {{}}", File.ReadAllText(Path.Combine(app, "obj", "project.assets.json")));
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(lab.Root, "local")));
    }

    private static List<string> Apply(string tool, IReadOnlyList<string> layers, string? has)
    {
        var set = "";
        var step = new Step("Step", _ => set, (name, value) => set = name == nameof(Step.EnvironmentVariables) ? value : set);
        using var mounts = FileSystem.Current!.ReadMounts();
        var findings = new NativeLayer(FileSystem.Current!, new Watchdog(FileSystem.Current!, mounts), _ => null, _ => has).Apply(step, ToolProfiles.Shipped.Find(tool)!, layers);
        Assert.IsEmpty(findings);
        return [.. EnvironmentList.Parse(set).Select(entry => $"{entry.Key}={entry.Value}")];
    }

    private static string ReadOnly(Lab lab, string folder)
    {
        var mount = lab.Bind(folder, "ro-" + Path.GetFileName(folder));
        Lab.System("mount", "-o", "remount,bind,ro", mount);
        return mount;
    }

    private static string Owned(Lab lab, string name)
    {
        var folder = lab.MakeFolder(name);
        Lab.System("chown", $"{Victim}", folder);
        return folder;
    }
}
