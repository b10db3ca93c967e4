namespace CacheTasks.Benchmarks.Preparing;

/// <summary>A project with a uv and a cargo step, and tools of these names that answer at once.</summary>
internal sealed class TwoSteps : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cachetasks-bench-");
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public TwoSteps()
    {
        CCompiler.Compile("Preparing/answer.c", Tool("uv"));
        CCompiler.Compile("Preparing/answer.c", Tool("cargo"));
        Environment.SetEnvironmentVariable("PATH", $"{_folder.FullName}:{_path}");
        var build = Path.Combine(AppContext.BaseDirectory, "package", "build");
        File.WriteAllText(
            Project,
            $"""
            <Project>
              <Import Project="{build}/CacheTasks.props" />
              <ItemGroup>
                <CacheStep Include="SyncPython" Tool="uv" />
                <CacheStep Include="BuildNative" Tool="cargo" />
              </ItemGroup>
              <Target Name="Nothing" />
              <Target Name="SyncPython" />
              <Target Name="BuildNative" />
              <Import Project="{build}/CacheTasks.targets" />
            </Project>
            """);
    }

    public string Folder => _folder.FullName;

    public string Project => Path.Combine(_folder.FullName, "app.proj");

    public string Tool(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Delete(recursive: true);
    }
}
