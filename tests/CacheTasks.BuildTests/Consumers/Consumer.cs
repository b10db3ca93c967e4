using System.Security;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>A project that a user could have written: one PackageReference, one item per step, unchanged steps.</summary>
public sealed class Consumer
{
    private readonly ProjectFile _file = new();
    private readonly List<string> _values = [];

    /// <param name="name">Of the project's folder: the path in which a test puts odd characters.</param>
    public Consumer(string name = "app") : this(RunFolder.Instance.NewConsumerFolder(), name, "App") { }

    private Consumer(string root, string folder, string name)
    {
        Root = root;
        Location = Directory.CreateDirectory(Path.Combine(root, folder)).FullName;
        Project = PathOf(name + ".csproj");
        Tools = new Toolbox(Path.Combine(root, "tools"));
        Environment = ConsumerEnvironment.Create(root, Tools);
        _file.Items.Add(Reference());
    }

    /// <summary>Holds everything of the test; nothing of another one.</summary>
    public string Root { get; }

    public string Location { get; }

    public string Project { get; }

    public Toolbox Tools { get; }

    public Dictionary<string, string> Environment { get; }

    /// <summary>What runs a build, such as <c>dotnet</c> under another user.</summary>
    public IReadOnlyList<string> Launcher { get; set; } = ["dotnet"];

    /// <summary>MSBuild's processes stay for the next build, as they do for people; whoever sets this ends them.</summary>
    public bool ReusesNodes { get; set; }

    public List<BuildResult> Builds { get; } = [];

    /// <summary>Where uv keeps its cache when nobody says otherwise.</summary>
    public string UvCache => Path.Combine(Root, "home", "xdg", "cache", "uv");

    public static Consumer With(params IReadOnlyList<Step> steps) => new Consumer().Add(steps);

    public static string Reference(string privateAssets = "all") =>
        $"""<PackageReference Include="CacheTasks" Version="{PackedPackage.Instance.Version}" PrivateAssets="{privateAssets}" />""";

    /// <summary>A second project of the same checkout.</summary>
    public Consumer Beside(string name) => new(Root, name, name);

    public Consumer Add(params IReadOnlyList<Step> steps)
    {
        _file.Steps.AddRange(steps);
        return this;
    }

    public Consumer WithoutReference()
    {
        _file.Items.Remove(Reference());
        return this;
    }

    public Consumer Property(string name, string value)
    {
        _file.Properties.Add($"<{name}>{SecurityElement.Escape(value)}</{name}>");
        return this;
    }

    /// <summary>Really runs the compiler: for a test that is about what is built.</summary>
    public Consumer Compiled() =>
        Property("SkipCompilerExecution", "false").Property("CopyBuildOutputToOutputDirectory", "true");

    /// <summary>Two target frameworks whose reference assemblies are the same: nothing has to be downloaded.</summary>
    public Consumer TwoFrameworks()
    {
        _file.Frameworks = "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>";
        return Property("EnableWindowsTargeting", "true").Property("DisableTransitiveFrameworkReferenceDownloads", "true");
    }

    public Consumer Item(string xml)
    {
        _file.Items.Add(xml);
        return this;
    }

    /// <summary>Anything else that a project may hold, below the items.</summary>
    public Consumer Body(string xml)
    {
        _file.AddBody(xml);
        return this;
    }

    /// <summary>Lets builds report what an MSBuild expression is worth; see <see cref="BuildResult.Value"/>.</summary>
    public Consumer Value(string expression)
    {
        _values.Add(expression);
        _file.AddValue(expression, ValuePath(expression));
        return this;
    }

    public Consumer Set(string variable, string value)
    {
        Environment[variable] = value;
        return this;
    }

    public string PathOf(string relative) => Path.Combine(Location, relative);

    public string ValuePath(string expression) => Path.Combine(Root, $"value{_values.IndexOf(expression)}");

    /// <summary>The heading of a diagnostic that belongs to a step: it names the item's own line and column.</summary>
    public string At(Step step, string code, string severity = "warning")
    {
        var lines = File.ReadAllLines(Project);
        var line = Array.FindLastIndex(lines, text => text.Contains(step.ItemStart, StringComparison.Ordinal));
        var column = lines[line].IndexOf(step.ItemStart, StringComparison.Ordinal);
        return $"{severity} CACHETASKS{code} {Path.GetFileName(Project)}({line + 1},{column + 1})";
    }

    /// <summary>Makes the files; called by the first build for a test that has nothing to change in them.</summary>
    public Consumer Write()
    {
        File.WriteAllText(Project, _file.ToString());
        File.WriteAllText(PathOf("Class.cs"), "public sealed class Class;\n");
        foreach (var step in _file.Steps)
            step.Prepare(Root, Location);
        return this;
    }

    public void Remove() => Directory.Delete(Root, recursive: true);

    public BuildResult Build(params IReadOnlyList<string> arguments)
    {
        if (!File.Exists(Project))
            Write();
        return Run(Project, arguments);
    }

    public string SolutionWith(Consumer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var path = Path.Combine(Root, "All.slnx");
        File.WriteAllText(path, $"""<Solution><Project Path="{Project}" /><Project Path="{other.Project}" /></Solution>""");
        return path;
    }

    /// <summary>Builds something else of this checkout, such as a solution.</summary>
    public BuildResult Run(string project, params IReadOnlyList<string> arguments)
    {
        Builds.Add(BuildRun.Of(this, project, Builds.Count + 1, arguments));
        return Builds[^1];
    }
}
