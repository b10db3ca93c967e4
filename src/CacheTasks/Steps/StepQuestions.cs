namespace CacheTasks.Steps;

/// <summary>Which questions a step's tool is asked, where and with which environment.</summary>
internal static class StepQuestions
{
    public const string Version = "version";
    public const string Cache = "cache";
    public const string Target = "target";
    public const string LinkModeSetting = "link mode";

    public static ToolQuery For(Step step, ToolProfile profile, string executable, Func<string, string?> environment)
    {
        var relevant = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var variable in profile.Variables)
        {
            relevant[variable] = environment(variable);
        }
        var directory = profile.AskOutsideProject ? Path.GetPathRoot(step.WorkingDirectory)! : step.WorkingDirectory;
        return new ToolQuery(executable, directory, relevant, Questions(step, profile), profile.AskTimeout.TotalSeconds);
    }

    private static List<Question> Questions(Step step, ToolProfile profile)
    {
        var questions = new List<Question>();
        Add(Version, profile.VersionArguments, wanted: true);
        Add(Cache, profile.CacheArguments, wanted: step.CacheDirectory.Length == 0);
        // A JSON answer also tells the workspace, which allocation needs.
        Add(Target, profile.TargetArguments, wanted: step.TargetDirectory.Length == 0 || profile.TargetProperty.Length > 0);
        Add(LinkModeSetting, profile.LinkModeArguments, wanted: true);
        return questions;

        void Add(string name, string arguments, bool wanted)
        {
            if (wanted && arguments.Length > 0)
            {
                questions.Add(new Question(name, arguments));
            }
        }
    }
}
