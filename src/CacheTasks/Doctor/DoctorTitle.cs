namespace CacheTasks.Doctor;

/// <summary>The first line: what was looked at.</summary>
internal static class DoctorTitle
{
    /// <param name="project">Its file name.</param>
    /// <param name="proposed">Nothing is written as a step yet.</param>
    public static string Of(string project, int steps, bool proposed) => (steps, proposed) switch
    {
        (0, _) => $"{project} has no CacheStep, and no uv or cargo project was found for one",
        (1, true) => $"{project} has no CacheStep yet; this one could be added. Nothing was run or changed",
        (_, true) => $"{project} has no CacheStep yet; these {steps} could be added. Nothing was run or changed",
        (1, _) => $"the step of {project}. Nothing was run or changed",
        _ => $"the {steps} steps of {project}. Nothing was run or changed",
    };
}
