namespace CacheTasks.Targets.Shells;

/// <summary>The snippet for fish: functions that run the part which all shells share in sh.</summary>
internal static class FishProfile
{
    public static string Text(ShellProfile profile) => Template.Fill(
        "cachetasks.fish",
        profile.RootText,
        ("PLACE", Literal.FishBody(profile.Place)),
        ("FUNCTIONS", string.Join("\n", profile.Tools.Select(Function))));

    private static string Function(ShellTool tool) =>
        $$"""
            if not functions -q {{tool.Name}}
                function {{tool.Name}} --inherit-variable __ct_place --inherit-variable __ct_person
                    command sh -c $__ct_place\n'_cachetasks_run "$@"' sh {{tool.Name}} $__ct_person[1] "$__ct_person[2]" $argv
                end
            end
        """;
}
