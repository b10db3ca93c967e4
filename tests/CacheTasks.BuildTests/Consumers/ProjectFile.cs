using System.Security;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>The XML of a consumer's project, one element a line.</summary>
internal sealed class ProjectFile
{
    private readonly List<string> _body = [];
    private readonly List<string> _values = [];

    public List<Step> Steps { get; } = [];

    public List<string> Properties { get; } = [];

    public List<string> Items { get; } = [];

    public string Frameworks { get; set; } = "<TargetFramework>net10.0</TargetFramework>";

    public void AddBody(string xml) => _body.Add(xml);

    /// <summary>Lets each build write <paramref name="expression"/> to <paramref name="file"/> when all else is done.</summary>
    public void AddValue(string expression, string file) =>
        _values.Add($"""<WriteLinesToFile File="{Escape(file)}" Lines="{Escape(expression)}" Overwrite="true" />""");

    public override string ToString() =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">

          <PropertyGroup>
            {Frameworks}
            {Lines(Properties)}
          </PropertyGroup>

          <ItemGroup>
            {Lines(Items.Concat(Steps.Select(step => step.ItemXml())))}
          </ItemGroup>

        {string.Concat(Steps.Select(step => step.TargetXml()).Concat(_body))}
          <Target Name="WriteValues" AfterTargets="Build">
            {Lines(_values)}
          </Target>

        </Project>

        """;

    private static string Lines(IEnumerable<string> elements) => string.Join("\n    ", elements);

    private static string Escape(string text) => SecurityElement.Escape(text);
}
