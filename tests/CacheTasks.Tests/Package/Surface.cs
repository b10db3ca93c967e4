using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CacheTasks.Diagnostics;
using CacheTasks.Steps;
using CacheTasks.Tasks;
using CacheTasks.Tests.Support;
using Microsoft.Build.Framework;

namespace CacheTasks.Tests.Package;

/// <summary>All names that users' projects and other programs may hold on to, one a line.</summary>
internal static partial class Surface
{
    public static IEnumerable<string> Lines =>
    [
        .. Section("code", Rules.All.Select(rule => $"{rule.Code} {rule.Severity.ToString().ToLowerInvariant()}")),
        .. Section("item", Items()),
        .. Section("CacheStep", Step.UserMetadata),
        .. Section("CacheStep added by tasks", StepProperties().Except(Step.UserMetadata)),
        .. Section("CacheTool", ToolMetadata.Names),
        .. Section("property", BuildFiles.Elements.SelectMany(Texts).SelectMany(text => Property().Matches(text).Select(match => match.Groups[1].Value))),
        .. Section("target", BuildFiles.Elements.Where(element => element.Name.LocalName == "Target").Select(target => (string)target.Attribute("Name")!)),
        .. Section("task", typeof(StepTask).Assembly.GetTypes().Where(type => type.IsPublic && type.IsAssignableTo(typeof(ITask)) && !type.IsAbstract).SelectMany(Parameters)),
        .. Section("record", RecordKeys.All),
    ];

    // Names that begin with an underscore are the package's own.
    private static IEnumerable<string> Section(string kind, IEnumerable<string> names) =>
        names.Where(name => name[0] != '_').Distinct().Order(StringComparer.Ordinal).Select(name => $"{kind}: {name}");

    private static IEnumerable<string> Items() =>
    [
        .. BuildFiles.Elements.Where(element => element.Parent?.Name.LocalName is "ItemGroup" or "ItemDefinitionGroup").Select(element => element.Name.LocalName),
        .. BuildFiles.Elements.Select(element => (string?)element.Attribute("ItemName")).OfType<string>(),
    ];

    private static IEnumerable<string> StepProperties() =>
        typeof(Step).GetProperties().Where(property => property.PropertyType == typeof(string) && property.Name != nameof(Step.Name)).Select(property => property.Name);

    private static IEnumerable<string> Parameters(Type task) => task.GetProperties()
        .Where(property => property.DeclaringType!.Assembly == task.Assembly)
        .Select(property => $"{task.Name}.{property.Name} {property.PropertyType.Name}"
            + (property.SetMethod?.IsPublic == true ? " in" : "")
            + (property.IsDefined(typeof(OutputAttribute), inherit: true) ? " out" : "")
            + (property.IsDefined(typeof(RequiredAttribute), inherit: true) ? " required" : ""))
        .Append(task.Name);

    private static IEnumerable<string> Texts(XElement element) =>
        element.Attributes().Select(attribute => attribute.Value).Concat(element.Nodes().OfType<XText>().Select(text => text.Value));

    [GeneratedRegex(@"\$\((CacheTasks\w+)\)")]
    private static partial Regex Property();
}
