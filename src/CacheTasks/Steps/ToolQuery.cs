using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CacheTasks.Steps;

/// <summary>One command to ask a tool, by the name under which its answer is found.</summary>
internal sealed record Question(string Name, string Arguments);

/// <summary>
/// All that is asked of one tool in one directory. Equal queries give equal <see cref="Encode"/>d texts, so that a build asks
/// each only once.
/// </summary>
/// <param name="Executable">Absolute path.</param>
/// <param name="Directory">Absolute working directory.</param>
/// <param name="Environment">The variables that can change the answers; null means not set.</param>
/// <param name="LimitSeconds">How long one command may take.</param>
internal sealed record ToolQuery(
    string Executable, string Directory, SortedDictionary<string, string?> Environment, IReadOnlyList<Question> Questions, double LimitSeconds)
{
    /// <summary>As a text that survives MSBuild's escaping.</summary>
    public string Encode() => Base64.Encode(JsonSerializer.Serialize(this, AskJson.Default.ToolQuery));

    public static ToolQuery Decode(string text) => JsonSerializer.Deserialize(Base64.Decode(text), AskJson.Default.ToolQuery)!;
}

/// <summary>What one command did. <see cref="Failure"/> says why there is no exit code: it did not start, or took too long.</summary>
internal sealed record ToolReply(int ExitCode, string Output, string Error, string? Failure)
{
    public bool Succeeded => Failure is null && ExitCode == 0;
}

/// <summary>The replies to a query by question name, and a token that is the same wherever this build got them.</summary>
internal sealed record ToolAnswers(string Token, IReadOnlyDictionary<string, ToolReply> Replies)
{
    public string Encode() => Base64.Encode(JsonSerializer.Serialize(this, AskJson.Default.ToolAnswers));

    public static ToolAnswers Decode(string text) => JsonSerializer.Deserialize(Base64.Decode(text), AskJson.Default.ToolAnswers)!;
}

// Generated at compile time: reflection would cost a cold build node more than asking the tool does.
[JsonSerializable(typeof(ToolQuery))]
[JsonSerializable(typeof(ToolAnswers))]
internal sealed partial class AskJson : JsonSerializerContext;

internal static class Base64
{
    public static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}
