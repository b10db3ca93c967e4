namespace CacheTasks.Targets.Shells;

/// <summary>The snippet for PowerShell: aliases that lead to a script, since a function would lose the <c>--</c> of a command line.</summary>
internal static class PowerShellProfile
{
    public static string Text(ShellProfile profile) => Template.Fill(
        "cachetasks.ps1",
        profile.RootText,
        ("FUNCTIONS", string.Join("\n", profile.Tools.Select(Alias))));

    /// <summary>The script that the alias leads to, beside the snippet.</summary>
    public static string ScriptOf(ShellTool tool) => "cachetasks-" + tool.Name;

    private static string Alias(ShellTool tool) =>
        $$"""
            $script = Join-Path $PSScriptRoot {{Literal.PowerShell(ScriptOf(tool))}}
            $taken = Get-Command -Name {{Literal.PowerShell(tool.Name)}} -CommandType 'Alias', 'Function' -ErrorAction 'Ignore'
            if (-not $taken -and (Test-Path -LiteralPath $script -PathType 'Leaf')) {
                Set-Alias -Name {{Literal.PowerShell(tool.Name)}} -Value $script -Scope 'Global'
            }
        """;
}
