namespace CacheTasks.Targets.Shells;

/// <summary>Literal text in the languages of the shells, in single quotes, inside which none of them replaces anything.</summary>
internal static class Literal
{
    /// <summary>POSIX sh: a single quote ends the text, so it is written outside of it.</summary>
    public static string Posix(string text) => "'" + text.Replace("'", "'\\''") + "'";

    /// <summary>fish: a backslash keeps the sign after it, but only before a backslash or a single quote.</summary>
    public static string Fish(string text) => "'" + FishBody(text) + "'";

    public static string FishBody(string text) => text.Replace("\\", "\\\\").Replace("'", "\\'");

    /// <summary>PowerShell: a single quote is doubled. The typographic ones end a text too.</summary>
    public static string PowerShell(string text) => "'" + string.Concat(text.Select(sign => sign is '\'' or '‘' or '’' or '‚' or '‛' ? $"{sign}{sign}" : sign.ToString())) + "'";

    /// <summary>In a comment: one line whatever the text holds.</summary>
    public static string Comment(string text) => string.Concat(text.Select(sign => char.IsControl(sign) ? '?' : sign));
}
