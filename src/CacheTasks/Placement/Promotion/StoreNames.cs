using CacheTasks.Diagnostics;
using CacheTasks.Steps;

namespace CacheTasks.Placement.Promotion;

/// <summary>
/// What the property CacheTasksPromoteTo says: one directory, or <c>uv=/vol/uv;cargo=/vol/cargo</c> where the steps use several kinds of caches.
/// </summary>
internal sealed class StoreNames
{
    public const string Property = "CacheTasksPromoteTo";
    public const string Uv = "uv";
    public const string Cargo = "cargo";

    private readonly Dictionary<string, string> _byKind = new(StringComparer.OrdinalIgnoreCase);

    private StoreNames()
    {
    }

    /// <summary>Which kind of cache a tool has; null for one of which nothing can be promoted.</summary>
    public static string? KindOf(ToolProfile profile) =>
        profile.CacheFiles.StartsWith("archive-v", StringComparison.Ordinal) ? Uv : profile.NeedsFiles.Contains(Needs.CargoLock.FileName) ? Cargo : null;

    /// <param name="kinds">Of the steps, those that something can be promoted of.</param>
    /// <returns>Null with an error, since the user asked for it by name.</returns>
    public static StoreNames? Parse(StoreUse use, string? text, IReadOnlyCollection<string> kinds, out Finding? fault)
    {
        var names = new StoreNames();
        var parts = (text ?? "").Split(';').Select(part => part.Trim()).Where(part => part.Length > 0).ToList();
        var isGood = parts.Count <= 1 || parts.All(part => Split(part) is not null);
        foreach (var (kind, directory) in parts.Select(Split).OfType<(string Kind, string Directory)>())
        {
            isGood &= !names._byKind.ContainsKey(kind);
            names._byKind[kind] = directory;
        }
        if (names._byKind.Count == 0 && parts.Count == 1 && kinds.Count <= 1)
        {
            names._byKind[kinds.FirstOrDefault() ?? Uv] = parts[0];
        }
        fault = isGood && names._byKind.Count > 0 && names._byKind.Values.All(directory => directory.Length > 0) ? null : new Finding(
            Rules.InvalidValue,
            $"{Property}=\"{text}\" is not valid, so nothing is {use.Done}. Valid here: a directory, such as -p:{Property}=/vol/uv{(kinds.Count > 1 ? $"; these steps use {string.Join(" and ", kinds)}, so \"-p:{Property}=uv=/vol/uv;cargo=/vol/cargo\" with what is wanted of it" : "")}.",
            Severity.Error);
        return fault is null ? names : null;
    }

    /// <summary>The directory for a kind; null where none was named.</summary>
    public string? Find(string kind) => _byKind.TryGetValue(kind, out var directory) ? directory : null;

    private static (string Kind, string Directory)? Split(string part)
    {
        var equals = part.IndexOf('=');
        var kind = equals < 0 ? "" : part.Substring(0, equals).Trim();
        return kind is Uv or Cargo ? (kind, part.Substring(equals + 1).Trim()) : null;
    }
}
