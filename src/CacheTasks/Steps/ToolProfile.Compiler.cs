namespace CacheTasks.Steps;

/// <summary>How a tool is told to have its compiler run through a wrapper (docs/many-machines.md).</summary>
internal sealed partial class ToolProfile
{
    /// <summary>Names the wrapper, such as <c>RUSTC_WRAPPER</c>; empty: the tool compiles nothing that could be cached.</summary>
    public string WrapperVariable => Text("WrapperVariable");

    /// <summary>Further variables by which a user names a wrapper.</summary>
    public IReadOnlyList<string> OtherWrapperVariables => List("OtherWrapperVariables");

    /// <summary>Arguments that print, as JSON, the wrapper that the configuration names; they fail where it names none.</summary>
    public string WrapperArguments => Text("WrapperArguments");

    /// <summary>Variables that are set for that question, <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> WrapperQuestionVariables => List("WrapperQuestionVariables");
}
