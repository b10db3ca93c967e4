using CacheTasks.Steps;

namespace CacheTasks.Running;

/// <summary>The variables of a command's processes: what the build has, and what makes tools print lines that can be read, unless the user has set it.</summary>
internal static class ChildVariables
{
    // Whoever sets one of these wants colours although nobody looks at a terminal.
    private static readonly string[] Colours = ["FORCE_COLOR", "CLICOLOR_FORCE", "CARGO_TERM_COLOR", "UV_COLOR", "NO_COLOR"];

    // The output is a pipe, so nothing can be drawn over (facts: uv wraps at 80 columns there up to 0.12).
    private static readonly (string Name, string Value)[] Plain = [("UV_NO_WRAP", "1"), ("UV_NO_PROGRESS", "1"), ("CARGO_TERM_PROGRESS_WHEN", "never")];

    /// <param name="variables">Those of the build, to be changed.</param>
    /// <param name="given">The task's parameter: <c>NAME=VALUE</c> each.</param>
    public static void Apply(IDictionary<string, string?> variables, IEnumerable<string> given)
    {
        variables.Remove(StepContext.Variable);
        foreach (var pair in given.Select(variable => variable.Split(['='], 2)))
        {
            variables[pair[0]] = pair.Length > 1 ? pair[1] : "";
        }
        if (!Array.Exists(Colours, variables.ContainsKey))
        {
            variables["NO_COLOR"] = "1";
            variables["CARGO_TERM_COLOR"] = "never";
        }
        foreach (var (name, value) in Plain.Where(variable => !variables.ContainsKey(variable.Name)))
        {
            variables[name] = value;
        }
    }
}
