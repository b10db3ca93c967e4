using System.Runtime.CompilerServices;
using Microsoft.Build.Locator;

namespace CacheTasks.Benchmarks;

/// <summary>Before any method that names a type of MSBuild is compiled: later is too late.</summary>
internal static class LocateMSBuild
{
    [ModuleInitializer]
    internal static void Register() => MSBuildLocator.RegisterDefaults();
}
