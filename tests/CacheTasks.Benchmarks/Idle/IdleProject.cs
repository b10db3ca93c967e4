using System.Diagnostics;

namespace CacheTasks.Benchmarks.Idle;

/// <summary>
/// A restored class library that imports the package where NuGet would, when the property WithPackage says so. Its one step's target exists, and
/// nothing calls it.
/// </summary>
internal sealed class IdleProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cachetasks-idle-");

    public IdleProject()
    {
        var build = Path.Combine(AppContext.BaseDirectory, "package", "build");
        File.WriteAllText(Path.Combine(_folder.FullName, "Class.cs"), "public class Class;\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "Directory.Build.props"), Import(build, "CacheTasks.props"));
        File.WriteAllText(Path.Combine(_folder.FullName, "Directory.Build.targets"), Import(build, "CacheTasks.targets"));
        File.WriteAllText(
            Project,
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup Condition="'$(WithStep)' == 'true'">
                <CacheStep Include="SyncPython" Tool="uv" />
              </ItemGroup>
              <Target Name="SyncPython" />
            </Project>
            """);
        DotNet("restore", Project);
        DotNet("build", Project, "--no-restore");
    }

    public string Project => Path.Combine(_folder.FullName, "idle.csproj");

    public static int DotNet(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Length : throw new InvalidOperationException(output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Import(string folder, string file) =>
        $"""<Project><Import Project="{folder}/{file}" Condition="'$(WithPackage)' == 'true'" /></Project>""";
}
