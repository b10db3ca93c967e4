using CacheTasks.TestSupport;

namespace CacheTasks.BuildTests.Consumers;

/// <summary>The first folder on a consumer's PATH: each tool in it writes down how it was called.</summary>
public sealed class Toolbox
{
    private static readonly string[] s_real = ["uv", "cargo", "rustc", "rustdoc"];
    private readonly string _folder;
    private readonly string _log;

    public Toolbox(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _log = folder + ".log";
        Forward("uv", Uv.Find("0.13.8").Path);
        foreach (var tool in s_real.Except(["uv"]))
            if (SearchPath.Find(tool) is { } path)
                Forward(tool, path);
    }

    public string Path => $"{_folder}{System.IO.Path.PathSeparator}{SearchPath.Without(s_real)}";

    /// <summary>Every call so far but those of the steps, which run the tool with <paramref name="step"/>.</summary>
    public IReadOnlyList<ToolCall> AsksOf(string tool, string step) =>
        [.. CallsOf(tool).Where(call => call.Arguments != step)];

    public IReadOnlyList<ToolCall> CallsOf(string tool) =>
        File.Exists(_log)
            ? [.. File.ReadLines(_log).Select(ToolCall.Parse).Where(call => call.Tool == tool)]
            : [];

    /// <summary>The tool is a shell script from now on, whose text does not tell whose it is.</summary>
    public void Script(string tool, string script)
    {
        var path = System.IO.Path.Combine(_folder, tool);
        File.WriteAllText(path, $$"""
            #!/bin/sh
            printf '%s\t%s\t%s\n' '{{tool}}' "$PWD" "$*" >> "${0%/*}.log"
            {{script}}

            """);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    public void Forward(string tool, string path) => Script(tool, $"exec {Quote(path)} \"$@\"");

    public void Remove(string tool) => File.Delete(System.IO.Path.Combine(_folder, tool));

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
