using System.Xml.Linq;
using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Package;

/// <summary>The MSBuild files that the package ships.</summary>
internal static class BuildFiles
{
    public static IReadOnlyList<XElement> All { get; } =
        [.. new[] { "build", "buildTransitive", "buildMultiTargeting" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".props" or ".targets")
            .Order(StringComparer.Ordinal)
            .Select(file => XDocument.Load(file).Root!)];

    public static IEnumerable<XElement> Elements => All.SelectMany(file => file.DescendantsAndSelf());
}
