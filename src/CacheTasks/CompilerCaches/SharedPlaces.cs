using CacheTasks.Placement.CargoLayer;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.CompilerCaches;

/// <summary>Which folders of a step have shared names.</summary>
internal static class SharedPlaces
{
    public const string Source = "source";
    public const string Cargo = "cargo";
    public const string Target = "target";

    /// <returns>Null where CARGO_HOME is not known.</returns>
    public static SharedNames? Of(Step step, IFileSystem files, Func<string, string?> environment)
    {
        if (CargoHome.Find(step, environment) is not { } home)
        {
            return null;
        }
        var workspace = step.WorkspaceDirectory.Length > 0 ? step.WorkspaceDirectory : step.WorkingDirectory;
        var links = new List<(string, string)>
        {
            (Source, TargetLayout.FindCheckout(Real(workspace)) ?? Real(workspace)),
            (Cargo, home),
            (Target, step.TargetDirectory),
        };
        return new SharedNames(links, Real);

        // What does not exist yet is made by the step, under the name that it was given.
        string Real(string path)
        {
            var opened = files.OpenDirectory(path, out var handle);
            using (handle)
            {
                return opened.Succeeded ? files.PathOf(handle) ?? path : path;
            }
        }
    }
}
