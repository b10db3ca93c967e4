namespace CacheTasks.Targets.Migration;

/// <summary>What a migration or removal that was killed can leave behind; the next one finishes or undoes it.</summary>
internal static class MoveNames
{
    /// <summary>Beside the destination: a copy that is not complete.</summary>
    public const string Partial = ".cachetasks-partial";

    /// <summary>Beside a target: one that is being removed.</summary>
    public const string Old = ".cachetasks-old";

    /// <summary>In a complete copy: what it was copied from, until that is removed.</summary>
    public const string Marker = ".cachetasks-moved";

    /// <summary>In a private directory: the path that it belongs to.</summary>
    public const string Note = CheckoutNote.Name;

    /// <summary>In a private directory: what backups look for (bford.info/cachedir).</summary>
    public const string Tag = PrivateDirectory.TagName;

    public static readonly string TagText = PrivatePurpose.Target.Tag;

    /// <summary>A name in the root of a private directory that is not the tool's.</summary>
    public static bool IsOurs(string name) => name is Tag or Note or Marker;
}
