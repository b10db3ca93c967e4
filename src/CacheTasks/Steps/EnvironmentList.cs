using System.Text;

namespace CacheTasks.Steps;

/// <summary>
/// Variables as one metadata value: <c>NAME=value;NAME=value</c>, where a <c>;</c> or <c>%</c> within a value is written
/// <c>%3B</c> or <c>%25</c>. The metadata EnvironmentVariables of a step is such a list; tasks add to it.
/// </summary>
internal static class EnvironmentList
{
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string list) =>
        list.Split(';').Select(entry => entry.Split(['='], 2)).Where(pair => pair.Length == 2)
            .Select(pair => new KeyValuePair<string, string>(pair[0], pair[1].Replace("%3B", ";").Replace("%25", "%"))).ToList();

    /// <summary>The list with one variable set, replacing an earlier value of it.</summary>
    public static string With(string list, string name, string value)
    {
        var text = new StringBuilder();
        foreach (var entry in Parse(list).Where(entry => entry.Key != name).Append(new(name, value)))
        {
            text.Append(text.Length == 0 ? "" : ";").Append(entry.Key).Append('=').Append(entry.Value.Replace("%", "%25").Replace(";", "%3B"));
        }
        return text.ToString();
    }
}
