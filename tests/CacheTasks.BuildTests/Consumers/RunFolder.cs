using System.Xml.Linq;
using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>
/// Holds everything of one test run. Nothing above it reaches a consumer: each file that MSBuild, NuGet, the SDK or
/// the compiler look for upwards is here, and says nothing of importance.
/// </summary>
public sealed class RunFolder
{
    // An audit would ask the package source for its list in every build, and compiling takes most of a build's time.
    private const string Defaults = """
        <Project>
          <PropertyGroup>
            <NuGetAudit>false</NuGetAudit>
            <SkipCompilerExecution>true</SkipCompilerExecution>
            <CopyBuildOutputToOutputDirectory>false</CopyBuildOutputToOutputDirectory>
          </PropertyGroup>
        </Project>

        """;

    private static readonly Lazy<RunFolder> s_instance = new(() => new RunFolder(new TemporaryDirectory("build")));
    private readonly TemporaryDirectory _folder;
    private int _consumers;

    private RunFolder(TemporaryDirectory folder)
    {
        _folder = folder;
        foreach (var name in new[] { "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(folder[name], "<Project />\n");
        File.WriteAllText(folder["Directory.Build.props"], Defaults);
        File.WriteAllText(folder["Directory.Build.rsp"], "");
        File.WriteAllText(folder[".editorconfig"], "root = true\n");
        // Whatever SDK runs the tests: the checkout's own global.json has been obeyed already.
        File.WriteAllText(folder["global.json"], "{}\n");
        WritePackageSources();
    }

    public static RunFolder Instance => s_instance.Value;

    public string Location => _folder.Location;

    /// <summary>Extracted packages, apart from the user's: the package under test must not stay there.</summary>
    public string Packages => _folder["packages"];

    /// <summary>Spares each consumer the first-run work of the dotnet command.</summary>
    public string DotnetHome => Directory.CreateDirectory(_folder["dotnet-home"]).FullName;

    public static void Remove()
    {
        if (s_instance.IsValueCreated)
            s_instance.Value._folder.Dispose();
    }

    public string NewConsumerFolder() =>
        Directory.CreateDirectory(_folder[$"c{Interlocked.Increment(ref _consumers)}"]).FullName;

    // The checkout's own mapping, so that tests restore from where its build does; CacheTasks from our feed alone.
    private void WritePackageSources()
    {
        var config = XDocument.Load(Path.Combine(Repository.Root, "nuget.config"));
        Section(config, "packageSources")
            .Add(new XElement("add", new XAttribute("key", "packed"), new XAttribute("value", "feed")));
        Section(config, "packageSourceMapping")
            .Add(new XElement("packageSource", new XAttribute("key", "packed"),
                new XElement("package", new XAttribute("pattern", "CacheTasks"))));
        config.Save(_folder["nuget.config"]);
    }

    private static XElement Section(XDocument config, string name)
    {
        if (config.Root!.Element(name) is null)
            config.Root.Add(new XElement(name));
        return config.Root.Element(name)!;
    }
}
