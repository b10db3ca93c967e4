using System.Globalization;

namespace CacheTasks.Doctor;

/// <summary>Where the doctor speaks to.</summary>
/// <param name="Width">In columns; 0: lines are as long as they are, since this is no terminal.</param>
internal sealed record Screen(int Width, bool HasColours)
{
    private const int Narrowest = 50;
    private const int Usual = 100;

    /// <summary>A file, a pipe, a log.</summary>
    public static readonly Screen None = new(0, HasColours: false);

    public bool IsTerminal => Width > 0;

    /// <param name="environment">Gives a variable, null when it is not set. NO_COLOR and TERM=dumb are for plain text.</param>
    public static Screen Find(bool isRedirected, Func<int> width, Func<string, string?> environment)
    {
        if (isRedirected)
        {
            return None;
        }
        var columns = WidthOf(width) is > 0 and var real ? real
            : int.TryParse(environment("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said > 0 ? said : Usual;
        return new Screen(Math.Max(columns, Narrowest), string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb");
    }

    private static int WidthOf(Func<int> width)
    {
        try
        {
            return width();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
