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

    public static readonly IReadOnlyList<string> All = [Cargo, Target, Source];

    /// <returns>Null where CARGO_HOME is not known.</returns>
    public static SharedNames? Of(Step step, IFileSystem files, Func<string, string?> environment)
    {
        if (CargoHome.Find(step, environment) is not { } home)
        {
            return null;
        }
        var workspace = step.WorkspaceDirectory.Length > 0 ? step.WorkspaceDirectory : step.WorkingDirectory;
        var checkout = RealPath.Of(files, workspace);
        // Where build scripts write, which is what crates read of it.
        var target = step.BuildDirectory.Length > 0 ? step.BuildDirectory : step.TargetDirectory;
        // What does not exist yet is made by the step, under the name that it was given.
        return new SharedNames([(Source, TargetLayout.FindCheckout(checkout) ?? checkout), (Cargo, home), (Target, target)], path => RealPath.Of(files, path));
    }
}
